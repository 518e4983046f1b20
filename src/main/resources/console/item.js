// One thing that was refused: what was sent, beside what it becomes or why it does not, with the place marked.

import * as api from './api.js';
import {confirmAction} from './dialog.js';
import {h, put} from './dom.js';
import {count, moment} from './format.js';
import {lineOf, lines, pretty} from './json.js';

/** Text with line numbers; the line of the place is marked by colour, sign and words. */
function source(text, place, label) {
    const all = lines(text);
    const marked = lineOf(place, all);
    // the place within a line is known where the text was not laid out anew
    const column = place?.line && !place.pointer ? Math.max(0, (place.column ?? 1) - 1) : 0;
    const list = h('ol', {class: 'source', tabindex: 0, 'aria-label': label}, ...all.map((line, index) => index === marked
        ? h('li', {class: 'marked'}, line.text.slice(0, column),
            h('mark', {}, h('span', {class: 'unseen'}, 'Here: '), line.text.slice(column)))
        : h('li', {}, line.text)));
    return {list, line: marked + 1};
}

const verdict = (level, title, ...more) => h('div', {class: 'verdict', 'data-level': level}, h('p', {}, h('strong', {}, title)), ...more);

const events = found => [found].flat().map(event => source(JSON.stringify(event), null, 'Lines of the event').list);

function why({reason, detail, place}, line) {
    const at = place && (place.pointer || (place.line ? `line ${place.line}, column ${place.column}` : ''));
    return verdict('bad', reason, detail ? h('p', {}, detail) : null, at
        ? h('p', {}, 'In the payload at ', h('code', {}, at), line > 0 && place.pointer ? `, line ${line} here` : '') : null);
}

/** What is known without trying it. */
function known(row, line) {
    const made = row.event ? events(row.event) : [];
    if (row.kind === 'parked') {
        return [h('h3', {}, 'The event it became'), ...made, h('h3', {}, 'Why it is parked'), why(row, 0)];
    }
    const parts = [h('h3', {}, 'Why it was refused'), why(row, line)];
    if (made.length) {
        parts.push(h('h3', {}, 'The event that a profile or route had made of it'), ...made);
    }
    return parts;
}

/** What a dry run says of it: the events, or why it becomes none. */
function tried(answer, line) {
    const title = h('h3', {}, 'With the profile and routes as they are now');
    if (answer.refused) {
        return [title, why(answer.refused, line)];
    }
    const parts = (answer.parts ?? []).map(part => why(part, 0));
    return [title, verdict(answer.failed ? 'bad' : answer.events?.length ? 'ok' : '', answer.message), ...events(answer.events ?? []),
        ...(parts.length ? [h('h3', {}, 'Parts that would stay refused'), ...parts] : []),
        ...(answer.more ? [h('p', {class: 'quiet'}, `${count(answer.more)} more are not shown.`)] : [])];
}

const facts = row => [['Id', row.id], ['Reason', row.reason], ['Source', row.source], ['Platform', row.provider], ['Type', row.type],
    ['At', moment(row.at)], ['Tries', count(row.tries)], ['Topic', row.topic], ['Key', row.key],
    ['Resubmitted', row.resubmitted && moment(row.resubmitted)]].filter(([, value]) => value);

/** @param options {showAddresses, readOnly() -> boolean, back} */
export async function showItem(host, kind, id, options) {
    const title = h('h2', {id: 'item-title', tabindex: -1}, kind === 'parked' ? 'A parked record' : 'A dead letter');
    const message = h('p', {class: 'message', role: 'status'}, 'Looking …');
    host.replaceChildren(h('p', {}, h('a', {href: options.back}, 'Back to the list')), title, message);
    title.focus();
    let row;
    try {
        row = await api.item(kind, id, options.showAddresses);
    } catch (failure) {
        put(message, failure.message).dataset.level = 'bad';
        return;
    }
    put(message, row.binary ? 'It is not text in UTF-8, and shown as far as it can be.' : '');
    const left = h('div', {class: 'pane'});
    const right = h('div', {class: 'pane'});
    const buttons = h('p', {class: 'buttons'});
    host.append(h('dl', {class: 'facts'}, ...facts(row).map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value)))),
        buttons, h('div', {class: 'panes'}, left, right));
    right.replaceChildren(...known(row, showSent(left, row, row.place)));
    offer(row, left, right, buttons, options);
}

/** @return the line that is marked, 0 where none is */
function showSent(left, row, place) {
    const raw = row.raw === null || row.raw === undefined ? null : source(row.raw, place, 'Lines of what the platform sent');
    left.replaceChildren(h('h3', {}, 'What the platform sent'), raw?.list
        ?? h('p', {class: 'quiet'}, 'It is not kept: bridge.event.include-raw=true keeps it for later events.'));
    return raw?.line ?? 0;
}

function offer(row, left, right, buttons, options) {
    let editor = null;
    const disabled = options.readOnly();
    const button = (text, onclick, style) => h('button', {type: 'button', class: style, disabled, onclick}, text);
    const edited = () => editor ? {edited: editor.value} : {};

    async function rehearse() {
        right.replaceChildren(h('p', {role: 'status'}, 'Trying, without sending anything …'));
        try {
            // whoever edits it sees the addresses already
            const showAddresses = options.showAddresses || editor !== null;
            const answer = await api.act('rejected-resubmit',
                {ids: [row.id], ...edited(), reason: 'dry run', dryRun: true, again: true, showAddresses});
            const result = await api.ended(answer, undefined, showAddresses);
            right.replaceChildren(...tried(result, editor ? 0 : showSent(left, row, result.refused?.place)));
        } catch (failure) {
            right.replaceChildren(verdict('bad', 'It could not be tried', h('p', {}, failure.message)));
        }
    }

    /** What is edited is sent as it is, so it must not have masked addresses in it. */
    async function edit(event) {
        const pressed = event.currentTarget;
        try {
            const whole = await api.item(row.kind, row.id, true);
            editor = h('textarea', {id: 'edited', spellcheck: 'false', rows: 22, 'aria-labelledby': 'edited-title'});
            editor.value = whole.raw === null ? '' : pretty(whole.raw);
            left.replaceChildren(h('h3', {id: 'edited-title'}, 'Edit what the platform sent'), editor,
                h('p', {class: 'quiet'}, 'It is sent as it is here, so addresses are shown. The original stays where it is.'));
            pressed.hidden = true;
            editor.focus();
        } catch (failure) {
            right.replaceChildren(verdict('bad', 'It cannot be edited', h('p', {}, failure.message)));
        }
    }

    const act = (name, text, effect, danger) => async () => {
        const result = await confirmAction({name, title: `${text} ${row.id}`, button: text, effect, danger, dryRun: true,
            body: {ids: [row.id], ...edited()}});
        if (result && !result.failed) {
            location.hash = options.back;
        }
    };

    if (row.kind === 'parked') {
        buttons.append(
            button('Replay', act('parked-replay', 'Replay', 'The row goes back into the buffer, and from there to Kafka.'), 'primary'),
            button('Discard', act('parked-discard', 'Discard',
                'The row is written to a file on the bridge\'s machine and then deleted.', true), 'danger'));
    } else {
        buttons.append(
            button('Try it', rehearse), row.binary ? '' : button('Edit', edit),
            button('Resubmit', act('rejected-resubmit', 'Resubmit', 'It goes through the profile and the routes as they are now, '
                + 'and what it becomes is sent to Kafka.'), 'primary'));
    }
    if (disabled) {
        buttons.append(h('span', {class: 'note'}, 'This page only reads.'));
    }
}
