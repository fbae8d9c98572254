/** A refusal of the service, with its stable code. */
export class Refusal extends Error {
  constructor(status, problem) {
    super(problem.detail ?? problem.receipts?.[0]?.detail ?? `${status}`);
    this.status = status;
    this.code = problem.code;
  }
}

async function send(key, method, path, body, headers = {}) {
  const response = await fetch(path, {
    method,
    headers: { ...(key && { Authorization: `Bearer ${key}` }), ...(body && { 'Content-Type': 'application/json' }), ...headers },
    body: body && JSON.stringify(body),
  });
  if (!response.ok) {
    throw new Refusal(response.status, await response.json().catch(() => ({})));
  }
  return response;
}

/** Asks, and gives the answer's JSON; null where there is none. */
export async function ask(key, method, path, body) {
  const response = await send(key, method, path, body);
  const text = await response.text();
  return text ? JSON.parse(text) : null;
}

/** The answer's bytes. */
export async function bytes(key, path) {
  return (await send(key, 'GET', path)).blob();
}

/** The same, null where the service has no such thing. */
export async function askIfThere(key, path) {
  return ask(key, 'GET', path).catch((refusal) => {
    if (refusal.status === 404 || refusal.status === 403) return null;
    throw refusal;
  });
}

/** Whether the key is of a kind that may ask for this; a key that is none is refused. */
export async function maySee(key, path) {
  return ask(key, 'GET', path).then(() => true, (refusal) => {
    if (refusal.status === 403) return false;
    throw refusal;
  });
}

/** Server-sent events; EventSource cannot show a key. Returns when the stream ends. */
export async function stream(key, path, signal, heard) {
  const response = await fetch(path, { headers: { Authorization: `Bearer ${key}` }, signal });
  if (!response.ok) throw new Refusal(response.status, await response.json().catch(() => ({})));
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split('\n\n');
    rest = blocks.pop();
    blocks.forEach((block) => hear(block, heard));
  }
}

function hear(block, heard) {
  const field = (name) => block.split('\n').filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).trim()).join('\n');
  if (field('event')) heard(field('event'), JSON.parse(field('data')));
}
