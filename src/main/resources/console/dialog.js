// Asks before an action: what it would do (a dry run where there is one), why it is done, and how many, above 100.

import * as api from './api.js';
import {byId, h, put} from './dom.js';
import {count} from './format.js';

const ASK_ABOVE = 100;

/**
 * @param action {name, title, effect, button, body, dryRun, danger}: with dryRun the bridge is asked first what it would do
 * @returns the answer of the bridge, or null where nobody confirmed
 */
export function confirmAction(action) {
    const dialog = byId('dialog');
    const opener = document.activeElement;
    const reason = h('input', {id: 'reason', name: 'reason', required: true, maxlength: 200, autocomplete: 'off',
        'aria-describedby': 'reason-note'});
    const typed = h('input', {id: 'typed', inputmode: 'numeric', autocomplete: 'off'});
    const typedLine = h('p', {class: 'field', hidden: true}, h('label', {for: 'typed'}), typed);
    const message = h('p', {class: 'message', role: 'status'});
    const bar = h('progress', {'aria-label': 'Progress', hidden: true});
    const submit = h('button', {type: 'submit', class: action.danger ? 'danger' : 'primary'}, action.button);
    const cancel = h('button', {type: 'button', onclick: () => dialog.close()}, 'Cancel');
    const form = h('form', {method: 'dialog'},
        h('h2', {id: 'dialog-title'}, action.title),
        action.effect ? h('p', {}, action.effect) : null,
        message, bar,
        h('p', {class: 'field'}, h('label', {for: 'reason'}, 'Reason'), reason,
            h('span', {id: 'reason-note', class: 'quiet'}, 'It goes to the log, for those who look later.')),
        typedLine,
        h('p', {class: 'buttons'}, submit, cancel));
    dialog.replaceChildren(form);
    let counted = null;
    let result = null;

    const say = (text, level) => {
        put(message, text);
        message.dataset.level = level ?? '';
    };

    async function rehearse() {
        submit.disabled = true;
        say('Counting, without changing anything …');
        try {
            const answer = await api.ended(
                await api.act(action.name, {...action.body, reason: 'dry run', dryRun: true}), showProgress);
            bar.hidden = true;
            counted = answer.count;
            say(answer.message, answer.failed ? 'bad' : '');
            submit.disabled = counted === 0 || Boolean(answer.failed);
            typedLine.hidden = counted <= ASK_ABOVE;
            put(typedLine.firstChild, `Type ${counted} to confirm the count`);
            put(submit, `${action.button} (${count(counted)})`);
        } catch (failure) {
            say(failure.message, 'bad');
        }
    }

    async function perform() {
        if (counted > ASK_ABOVE && typed.value.replace(/\D/g, '') !== String(counted)) {
            say(`Type ${counted} to confirm that it is for so many.`, 'bad');
            typed.focus();
            return;
        }
        submit.disabled = true;
        // what has begun goes on without the page
        put(cancel, 'Close');
        say('At work …');
        try {
            const body = {...action.body, reason: reason.value.trim(), dryRun: false};
            if (counted > ASK_ABOVE) {
                body.confirmed = counted;
            }
            result = await api.ended(await api.act(action.name, body), showProgress);
            bar.hidden = true;
            say(result.message, result.failed ? 'bad' : 'ok');
            form.querySelectorAll('.field').forEach(field => field.hidden = true);
            submit.hidden = true;
            cancel.focus();
        } catch (failure) {
            put(cancel, 'Cancel');
            submit.disabled = false;
            say(failure.message, 'bad');
        }
    }

    /** Until the dialog is closed; the action goes on without it. */
    function showProgress(entry) {
        bar.hidden = !entry.total;
        if (entry.total) {
            bar.max = entry.total;
            bar.value = entry.count;
            say(`${count(entry.count)} of ${count(entry.total)} …`);
        }
        return dialog.open;
    }

    form.addEventListener('submit', event => {
        event.preventDefault();
        perform();
    });
    dialog.showModal();
    reason.focus();
    if (action.dryRun) {
        rehearse();
    }
    return new Promise(resolve => dialog.addEventListener('close', () => {
        if (opener?.isConnected) {
            opener.focus();
        }
        resolve(result);
    }, {once: true}));
}
