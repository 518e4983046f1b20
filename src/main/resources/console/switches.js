// The switches of an outage: the replay, and the breaker.

import {byId, h, keyed, put} from './dom.js';
import {confirmAction} from './dialog.js';

const BREAKER = {
    CLOSED: 'is closed: events go to Kafka',
    OPEN: 'is open: events go to the buffer, and Kafka is tried every few seconds',
    HALF_OPEN: 'is half open: some requests try Kafka',
    FORCED_OPEN: 'is forced open by an operator: events go to the buffer',
};

function choices(state) {
    const forced = state.kafka.state === 'FORCED_OPEN';
    const runs = state.replay.state === 'running';
    return [
        {key: 'breaker', title: 'Breaker', text: BREAKER[state.kafka.state] ?? 'has no state', why: state.kafka.why,
            action: forced
                ? {name: 'set-breaker-automatic', button: 'Set the breaker to automatic',
                    effect: 'The next requests try Kafka. If it does not answer, events go to the buffer again.'}
                : {name: 'force-breaker-open', button: 'Force the breaker open',
                    effect: 'All events go to the buffer until the breaker is set to automatic; senders are answered 200. '
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
