package dev.hedgerow.tables;

import dev.hedgerow.kernel.Deadline;
import dev.hedgerow.store.KeyRange;
import java.util.List;

/**
 * What stands between a read and a stale answer. Whoever owns a range says, after the read began,
 * that it still does; only then is the moment chosen that the read sees. On one node nobody else
 * can own anything, and there is nobody to ask.
 */
public interface Fence {
    /** One node: nobody has to be asked. */
    Fence NONE = (_, _) -> List.of();

    /**
     * Who owns the ranges, as far as this node knows. May wait, and may fail.
     *
     * @return each owner once; none when all is here and needs no asking
     */
    List<Owner> owners(List<KeyRange> ranges, Deadline deadline);

    /** One owner of some ranges; equal to itself when it is found again. */
    interface Owner {
        /**
         * Asks the owner. May wait; what it says after the deadline is not heard.
         *
         * @throws dev.hedgerow.kernel.HedgerowException when it does not answer for its ranges
         */
        Confirmation confirm(Deadline deadline);
    }

    /** What an owner says. */
    enum Confirmation {
        /** It owned its ranges at a moment after it was asked. */
        OWNS,
        /** Some of its ranges have another owner now, who is to be found and asked. */
        MOVED
    }
}
