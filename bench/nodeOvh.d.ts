declare module '@ovhcloud/node-ovh' {
  interface NodeOvh {
    requestPromised(method: string, path: string, parameters: object): Promise<unknown>;
    signRequest(method: string, url: string, body: string | null, timestamp: number): string;
  }
  const ovh: (parameters: {
    readonly appKey: string;
    readonly appSecret: string;
    readonly consumerKey: string;
    readonly host: string;
    readonly port: number;
  }) => NodeOvh;
  export default ovh;
}
