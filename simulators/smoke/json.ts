/** @throws Error where the answer is not a success */
export async function getJson<T>(url: string): Promise<T> {
  return answerOf(url, await fetch(url));
}

export async function postJson<T>(url: string, body: object): Promise<T> {
  const headers = { "content-type": "application/json" };
  return answerOf(url, await fetch(url, { method: "POST", headers, body: JSON.stringify(body) }));
}

async function answerOf<T>(url: string, response: Response): Promise<T> {
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`${url} answers ${response.status}: ${JSON.stringify(answer)}`);
  return answer as T;
}
