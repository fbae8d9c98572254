// @ts-check
import { get, getIfAllowed, personPath, request, stream } from './api.js';

const RETRY_MILLIS = 2000;

/**
 * The subject of a token. The service checks the token; this only reads it.
 *
 * @param {string} token
 */
function subjectOf(token) {
  const base64 = token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes)).sub;
}

/** A token for a person, issued with the development key. @param {string} user */
export async function developmentToken(user) {
  return (await request('dev-internal', 'POST', personPath('/v1/subjects', user, '/tokens'))).token;
}

/** A person whose profile is shown: the token, and what has been loaded with it. */
export class Session {
  /** @param {string} token */
  constructor(token) {
    this.token = token;
    this.user = subjectOf(token);
    this.abort = new AbortController();
    /** The exact profile. @type {any} */
    this.profile = null;
    /** The profile of outside readers. @type {any} */
    this.partnerProfile = null;
    /** Interest weights before the latest event, by topic. @type {Map<string, number> | null} */
    this.previousWeights = null;
    /** Actions of the interest controls, by topic. @type {Map<string, string>} */
    this.controls = new Map();
    /** @type {any} */
    this.history = null;
    /** @type {any[] | null} */
    this.events = null;
  }

  /** @param {string} path below the profile */
  profilePath(path = '') {
    return personPath('/v1/profiles', this.user, path);
  }

  /** @param {string} path below the subject */
  subjectPath(path = '') {
    return personPath('/v1/subjects', this.user, path);
  }

  /** @param {string} path */
  get(path) {
    return get(this.token, path);
  }

  /** @param {string} path */
  getIfAllowed(path) {
    return getIfAllowed(this.token, path);
  }

  /** @param {string} method @param {string} path @param {unknown} [body] */
  send(method, path, body) {
    return request(this.token, method, path, body);
  }

  /** Remembers a new version of the profile. @param {any} profile */
  update(profile) {
    if (this.profile?.eventsSeen < profile.eventsSeen) {
      this.previousWeights = new Map(this.profile.interests.map(
        (/** @type {any} */ interest) => [interest.topic, interest.weight]));
    }
    this.profile = profile;
  }

  get isClosed() {
    return this.abort.signal.aborted;
  }

  close() {
    this.abort.abort();
  }

  /**
   * Keeps a stream of the profile open until the session is closed.
   *
   * @param {{onEvent: (name: string, data: any) => void, onGone: () => void, onExpired: () => void,
   *   onLost: () => void}} handlers
   */
  async follow({ onEvent, onGone, onExpired, onLost }) {
    while (!this.isClosed) {
      try {
        await stream(this.token, this.profilePath('/stream'), this.abort.signal, onEvent);
      } catch (error) {
        const { status } = /** @type {{status?: number}} */ (error);
        if (this.isClosed) return;
        if (status === 404) return onGone();
        if (status === 401) return onExpired();
      }
      if (this.isClosed) return;
      onLost();
      await new Promise((resolve) => { setTimeout(resolve, RETRY_MILLIS); });
    }
  }
}
