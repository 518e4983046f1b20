package io.mailbridge.control;

import io.mailbridge.privacy.AddressMask;
import io.mailbridge.refused.RefusedFilter;

/**
 * What an operator wants done.
 *
 * @param who user and address
 * @param reason for the log
 * @param selection of what was refused; null where it is about something else
 * @param dryRun true where it is only to be counted
 * @param confirmed how many the operator has agreed to, 0 where nobody was asked
 * @param edited what to take in place of what one dead letter holds, or null
 * @param again true for dead letters, too, that have become events before
 */
public record Order(
        String who,
        String reason,
        RefusedFilter selection,
        boolean dryRun,
        long confirmed,
        byte[] edited,
        boolean again) {
    private static final int LONGEST_REASON = 500;
    private static final long ASKED_ABOVE = 100;

    /** An order that is not about what was refused. */
    public static Order of(String who, String reason) throws NotDone {
        return new Order(who, reason(reason), null, false, 0, null, false);
    }

    /**
     * The reason in one line, without addresses.
     *
     * @throws NotDone where there is none
     */
    public static String reason(String given) throws NotDone {
        String line = given == null ? "" : given.replaceAll("\\p{Cntrl}", " ").strip();
        if (line.isEmpty()) {
            throw new NotDone(400, "A reason is required: it goes to the log.");
        }
        return AddressMask.text(line.substring(0, Math.min(LONGEST_REASON, line.length())));
    }

    /**
     * @param what such as "delete 5,000 parked rows"
     * @throws NotDone where the operator has not agreed to so many
     */
    void requireConfirmation(long count, String what) throws NotDone {
        if (count > ASKED_ABOVE && confirmed < count) {
            throw new NotDone(409, "This would " + what + ": confirm it with their number.", count);
        }
    }
}
