// @ts-check

/** @typedef {{detail?: string, code?: string, receipts?: {detail?: string}[]}} Problem */

/** An error response of the service, with its stable code. */
export class ApiError extends Error {
  /** @param {number} status @param {Problem} problem */
  constructor(status, problem) {
    super(problem.detail ?? problem.receipts?.[0]?.detail ?? `${status}`);
    this.status = status;
    this.code = problem.code;
  }
}

/** @param {Response} response */
async function requireOk(response) {
  if (!response.ok) {
    throw new ApiError(response.status, await response.json().catch(() => ({})));
  }
  return response;
}

/** @param {string} key @param {string} method @param {string} path @param {unknown} [body] */
async function send(key, method, path, body) {
  const headers = new Headers();
  if (key) headers.set('Authorization', `Bearer ${key}`);
  if (body) headers.set('Content-Type', 'application/json');
  return requireOk(await fetch(path, { method, headers, body: body ? JSON.stringify(body) : undefined }));
}

/**
 * The JSON of a response; null if the response has no body.
 *
 * @param {string} key @param {string} method @param {string} path @param {unknown} [body]
 * @returns {Promise<any>}
 */
export async function request(key, method, path, body) {
  const text = await (await send(key, method, path, body)).text();
  return text ? JSON.parse(text) : null;
}

/** The JSON of a resource. @param {string} key @param {string} path */
export const get = (key, path) => request(key, 'GET', path);

/** The bytes of a resource. @param {string} key @param {string} path */
export async function getBytes(key, path) {
  return (await send(key, 'GET', path)).blob();
}

/**
 * The JSON of a resource; null if it does not exist or the key may not read it.
 *
 * @param {string} key @param {string} path
 */
export async function getIfAllowed(key, path) {
  return get(key, path).catch((error) => {
    if (error.status === 404 || error.status === 403) return null;
    throw error;
  });
}

/**
 * Checks whether the role of the key may read a resource; an invalid key is an error.
 *
 * @param {string} key @param {string} path
 */
export async function mayRead(key, path) {
  return get(key, path).then(() => true, (error) => {
    if (error.status === 403) return false;
    throw error;
  });
}

/**
 * Reads server-sent events until the stream ends. (EventSource cannot send a key.)
 *
 * @param {string} key
 * @param {string} path
 * @param {AbortSignal} signal
 * @param {(name: string, data: any) => void} onEvent
 */
export async function stream(key, path, signal, onEvent) {
  const response = await requireOk(await fetch(path, { headers: { Authorization: `Bearer ${key}` }, signal }));
  if (!response.body) return;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let unfinished = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (unfinished + value).split('\n\n');
    unfinished = blocks.pop() ?? '';
    blocks.forEach((block) => dispatch(block, onEvent));
  }
}

/** @param {string} block @param {(name: string, data: any) => void} onEvent */
function dispatch(block, onEvent) {
  /** @param {string} name */
  const field = (name) => block.split('\n')
    .filter((line) => line.startsWith(`${name}:`))
    .map((line) => line.slice(name.length + 1).trim())
    .join('\n');
  if (field('event')) onEvent(field('event'), JSON.parse(field('data')));
}

/**
 * The path of a route of a person. An id that browsers or proxies would change in a path goes by the query.
 *
 * @param {string} collection such as /v1/profiles
 * @param {string} user
 * @param {string} [rest] what follows the id
 */
export function personPath(collection, user, rest = '') {
  const id = encodeURIComponent(user);
  if (!/^\.{1,2}$|[/\\%;]/.test(user)) return `${collection}/${id}${rest}`;
  const [path, query] = rest.split('?');
  return `${collection}${path}?userId=${id}${query ? `&${query}` : ''}`;
}
