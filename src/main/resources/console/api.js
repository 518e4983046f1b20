// What the page asks the bridge. Each question has a time limit: a bridge that hangs is reported as one that does not answer.

const LIMIT = 6000;
const ACTION_LIMIT = 60000;
/** Without a credential that the page's own address may hold: it would be refused in the address of a request. */
const BASE = location.origin + location.pathname.replace(/[^/]*$/, '') + 'api/';

/** The bridge has answered, and refuses: the message is a sentence for people. */
export class Refusal extends Error {
    constructor(status, message) {
        super(message);
        this.status = status;
    }
}

async function ask(path, options, limit) {
    const answer = await fetch(BASE + path, {
        cache: 'no-store', credentials: 'same-origin', ...options, signal: AbortSignal.timeout(limit)});
    const json = await answer.json().catch(() => null);
    if (!answer.ok) {
        throw new Refusal(answer.status, json?.detail ?? json?.title ?? `The bridge answers ${answer.status}.`);
    }
    return json;
}

const query = parameters => {
    const given = Object.entries(parameters).filter(([, value]) => value !== '' && value !== null && value !== undefined);
    return given.length ? '?' + new URLSearchParams(given) : '';
};

export const state = () => ask('state', {}, LIMIT);

export const history = () => ask('history', {}, LIMIT);

export const actions = () => ask('actions', {}, LIMIT);

/** One of the last actions: of a trial of one dead letter with what it would become. */
const action = (id, showAddresses) => ask('actions/' + id + query({showAddresses: showAddresses || ''}), {}, LIMIT);

/** The topic may have to be read: this may take longer. */
export const refused = filter => ask('refused' + query(filter), {}, ACTION_LIMIT);

export const item = (kind, id, showAddresses) =>
    ask(`refused/${kind}/${encodeURIComponent(id)}` + query({showAddresses: showAddresses || ''}), {}, ACTION_LIMIT);

export const act = (name, body) => ask('actions/' + name, {
    method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body)}, ACTION_LIMIT);

const LOOK_AGAIN = 1000;

/**
 * What became of an action that goes on.
 *
 * @param answer to the action
 * @param progress called with the entry of the action while it goes on; it returns false where nobody waits for it any more
 * @param showAddresses whether what a dead letter would become is shown with addresses
 */
export async function ended(answer, progress = () => true, showAddresses = false) {
    let entry = answer;
    while (entry.done === false && progress(entry)) {
        await new Promise(resolve => setTimeout(resolve, LOOK_AGAIN));
        entry = await action(answer.id, showAddresses);
    }
    return entry;
}
