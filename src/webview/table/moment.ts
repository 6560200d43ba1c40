/** A moment as the API writes it (RFC 3339). */
export const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
