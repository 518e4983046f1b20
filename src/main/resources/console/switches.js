// The switches of an outage: the replay, and the breaker.

import {byId, h, keyed, put} from './dom.js';
import {confirmAction} from './dialog.js';
import {breakerWords} from './flow.js';
import {clock} from './format.js';

function choices(state) {
    const forced = state.kafka.state === 'FORCED_OPEN';
    const runs = state.replay.state === 'running';
    const since = state.kafka.since ? `, since ${clock(state.kafka.since)}` : '';
    return [
        {key: 'breaker', title: 'Kafka', text: `${breakerWords(state.kafka)[1]}${since}`, why: state.kafka.why,
            action: forced
                ? {name: 'set-breaker-automatic', button: 'Use Kafka again',
                    effect: 'The next requests try Kafka. If it does not answer, events go to the buffer again.'}
                : {name: 'force-breaker-open', button: 'Cut Kafka off',
                    effect: 'All events go to the buffer until you use Kafka again; senders are answered 200. '
                        + 'For maintenance of Kafka: pause the replay as well.'}},
        {key: 'replay', title: 'Replay', text: {running: 'sends what is in the buffer to Kafka',
            paused: 'is paused: rows stay in the buffer', stopped: 'is stopped: rows stay in the buffer'}[state.replay.state],
        why: state.replay.why,
        action: runs
            ? {name: 'pause-replay', button: 'Pause the replay',
                effect: 'Rows stay in the buffer until you resume it. New events still go to Kafka.'}
            : {name: 'resume-replay', button: 'Resume the replay',
                effect: 'Rows of the buffer are sent to Kafka, the oldest first.'}},
    ];
}

export function showSwitches(state) {
    keyed(byId('switches'), choices(state), choice => choice.key, choice => h('div', {class: 'switch'},
        h('p', {}, h('strong', {}, choice.title), ' ', h('span')),
        h('p', {class: 'quiet'}),
        h('button', {type: 'button', onclick: event => confirmAction(event.currentTarget.action)})),
    (node, choice) => {
        const [line, why, button] = node.children;
        put(line.lastElementChild, choice.text);
        put(why, choice.why ?? '');
        why.hidden = !choice.why;
        put(button, choice.action.button);
        button.disabled = state.process.readOnly;
        button.action = {...choice.action, title: choice.action.button};
    });
}
