/** An answer that is no: thrown anywhere below the server, sent by it as `{class, message, details}`. */
export class Refusal extends Error {
  readonly status: number;
  readonly class: string;
  readonly details: Readonly<Record<string, string>>;

  constructor(
    status: number,
    errorClass: string,
    message: string,
    details: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.class = errorClass;
    this.details = details;
  }
}
