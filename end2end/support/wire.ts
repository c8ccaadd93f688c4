import { createServer, connect, type AddressInfo, type Server, type Socket } from "node:net";

/** A wire to the server that can be cut. What is read through it is read at another port, with the same cookies. */
export class Wire {
  private readonly sockets = new Set<Socket>();
  private server?: Server;
  private port = 0;

  constructor(private readonly to: URL) {}

  /** Lets through what comes, at the port of before if it was cut. Says where. */
  async mend(): Promise<string> {
    this.server = createServer((near) => {
      const far = connect(Number(this.to.port), this.to.hostname);
      for (const socket of [near, far]) {
        this.sockets.add(socket);
        socket.on("error", () => socket.destroy());
        socket.on("close", () => (near.destroy(), far.destroy(), this.sockets.delete(socket)));
      }
      near.pipe(far).pipe(near);
    });
    const server = this.server;
    await new Promise<void>((done) => server.listen(this.port, this.to.hostname, done));
    this.port = (server.address() as AddressInfo).port;
    return `http://${this.to.hostname}:${this.port}`;
  }

  async cut() {
    const closed = new Promise((done) => this.server?.close(done));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }
}
