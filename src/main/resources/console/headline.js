// The first thing to read: is all well, and if not, what is wrong.

import {Refusal} from './api.js';
import {byId, h, keyed, put} from './dom.js';
import {clock} from './format.js';

const LEVELS = {ok: 'All is well', degraded: 'Not all is well, but no event is lost', failing: 'Events are not taken'};

let announced = '';

/** A screen reader hears a change of state, not each figure that moves. */
function announce(text) {
    const meaning = text.replace(/[\d.,:]+/g, '#');
    if (meaning !== announced) {
        announced = meaning;
        put(byId('announcer'), text);
    }
}

function say(level, title, words, asked) {
    byId('headline').dataset.level = level;
    put(byId('level'), title);
    keyed(byId('words'), words.map((text, index) => ({text, index})), word => word.index, () => h('p'),
        (line, word) => put(line, word.text));
    put(byId('asked'), asked);
    announce(`${title}. ${words.join(' ')}`);
}

export function showHeadline(state) {
    say(state.level, LEVELS[state.level] ?? state.level, state.words, `Answered at ${clock(state.at)}`);
}

export function showSilence(failure, lastAnswer, since) {
    const refused = failure instanceof Refusal;
    const words = [refused
        ? failure.message
        : 'This page cannot reach the bridge. It goes on trying every 2 s. '
            + 'Events may still be taken: ask /observe/health/ready, or look at the process.'];
    if (refused && failure.status === 401) {
        words.push('Reload the page to give the credential.');
    }
    words.push(lastAnswer
        ? `What is shown below is of the last answer, at ${clock(lastAnswer)}.`
        : 'It has not answered since the page was opened.');
    say('silent', !refused ? `No answer since ${clock(since)}`
        : failure.status < 500 ? 'The bridge refuses to answer' : 'The bridge cannot answer', words, '');
}
