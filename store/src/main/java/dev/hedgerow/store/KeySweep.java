package dev.hedgerow.store;

import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.storage.Batch;
import dev.hedgerow.store.storage.Storage;
import java.util.ArrayList;

/** Collects the versions of one key that nobody can read. */
final class KeySweep {
    /** Versions above the horizon stepped over one by one before seeking is cheaper. */
    private static final int STEPS_BEFORE_SEEK = 4;

    private final Storage.Cursor at;
    private final Kept kept;
    private final Loads loads;
    private final Batch garbage;

    KeySweep(Storage.Cursor at, Kept kept, Loads loads, Batch garbage) {
        this.at = at;
        this.kept = kept;
        this.loads = loads;
        this.garbage = garbage;
    }

    /**
     * Goes through the versions of the key on which the cursor stands, newest first, and leaves it
     * on the next key.
     *
     * @param most how many deletions the batch may hold; when it does, the rest is for another time
     * @return false when there was more
     */
    boolean sweep(int most) {
        byte[] first = at.key();
        skipAboveHorizon(first);
        Stamp newer = Stamp.MAX;
        var deletions = new ArrayList<byte[]>();
        while (at.valid() && Layout.sameKey(at.key(), first)) {
            if (garbage.size() >= most) {
                // a deletion that hides versions still there must stay
                return false;
            }
            byte[] here = at.key();
            byte kind = at.valueHead();
            Stamp version = Layout.isLoaded(kind) ? published(here) : Layout.stamp(here);
            if (version.equals(Stamp.MAX)) {
                at.next();
                continue;
            }
            if (!kept.needs(version, newer)) {
                garbage.delete(here);
            } else if (Layout.isDeleted(kind)) {
                deletions.add(here);
            } else {
                deletions.clear();
            }
            newer = version;
            at.next();
        }
        // a deletion with nothing below it hides nothing
        deletions.forEach(garbage::delete);
        return true;
    }

    private void skipAboveHorizon(byte[] first) {
        byte[] target = Layout.versioned(first, 1, Layout.keyEnd(first), kept.horizon());
        for (int step = 0; step < STEPS_BEFORE_SEEK; step++) {
            boolean above = at.valid() && Layout.sameKey(at.key(), first);
            if (!above || !Layout.stamp(at.key()).isAfter(kept.horizon())) {
                return;
            }
            at.next();
        }
        at.seek(target);
    }

    /**
     * When the row of a load is visible from; MAX for one that is to be left out of the account.
     */
    private Stamp published(byte[] here) {
        Stamp begun = Layout.stamp(here);
        if (loads.isUnderWay(begun)) {
            return Stamp.MAX;
        }
        Stamp published = loads.visibleFrom(begun);
        if (published == null) {
            garbage.delete(here);
            return Stamp.MAX;
        }
        return published;
    }
}
