// What the page asks the bridge. Each question has a time limit: a bridge that hangs is reported as one that does not answer.

const LIMIT = 6000;
const ACTION_LIMIT = 60000;

/** The bridge has answered, and refuses: the message is a sentence for people. */
export class Refusal extends Error {
    constructor(status, message) {
        super(message);
        this.status = status;
    }
}

async function ask(path, options, limit) {
    const answer = await fetch('api/' + path, {
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

/** The topic may have to be read: this may take longer. */
export const refused = filter => ask('refused' + query(filter), {}, ACTION_LIMIT);

export const item = (kind, id, showAddresses) =>
    ask(`refused/${kind}/${encodeURIComponent(id)}` + query({showAddresses: showAddresses || ''}), {}, ACTION_LIMIT);

export const act = (name, body) => ask('actions/' + name, {
    method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body)}, ACTION_LIMIT);
