/** The hub's operator interface, as far as the demo needs it. */
export class Operator {
  readonly #hub: string;
  readonly #token: string;

  constructor(hub: string, token: string) {
    this.#hub = hub;
    this.#token = token;
  }

  register(cabinetId: string, details: { name: string; address: string; slots: number }): Promise<{ secret: string }> {
    return this.#call("PUT", `/api/operator/cabinets/${cabinetId}`, details);
  }

  codes(cabinetId: string): Promise<{ slot: number; url: string }[]> {
    return this.#call("POST", `/api/operator/cabinets/${cabinetId}/codes`);
  }

  cabinets(): Promise<{ cabinetId: string; presence: { online: boolean }; snapshot?: object }[]> {
    return this.#call("GET", "/api/operator/cabinets");
  }

  async #call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(this.#hub + path, {
      method,
      headers: { authorization: `Bearer ${this.#token}`, ...(body && { "content-type": "application/json" }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${method} ${path} answers ${response.status}: ${JSON.stringify(answer)}`);
    return answer as T;
  }
}
