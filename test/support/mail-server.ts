import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";

/** A mail server on this machine, of the few commands that a mail needs (RFC 5321). */
export class MailServer {
  /** Every line that it was sent. */
  readonly said: string[] = [];
  /** What it answers to an address that a mail is for. */
  answer = "250 ok";
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor() {
    this.#server = createServer((socket) => this.#serve(socket));
  }

  static async listen(): Promise<MailServer> {
    const mail = new MailServer();
    mail.#server.listen(0, "127.0.0.1");
    await once(mail.#server, "listening");
    return mail;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    let isText = false;
    let rest = "";
    socket.write("220 mail.example\r\n");
    socket.on("error", () => undefined);
    socket.setEncoding("utf8").on("data", (text: string) => {
      const lines = (rest + text).split("\r\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        this.said.push(line);
        if (isText && line !== ".") continue;
        isText = line === "DATA";
        socket.write(`${this.#answerTo(line)}\r\n`);
      }
    });
  }

  #answerTo(line: string): string {
    if (line === "DATA") return "354 go on";
    if (line === "QUIT") return "221 bye";
    return line.startsWith("RCPT") ? this.answer : "250 ok";
  }
}
