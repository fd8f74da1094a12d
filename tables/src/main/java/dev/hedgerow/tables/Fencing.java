package dev.hedgerow.tables;

import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.Deadline;
import dev.hedgerow.kernel.World;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.tables.Fence.Confirmation;
import dev.hedgerow.tables.Fence.Owner;
import dev.hedgerow.tables.refusal.Sentence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks the owners of a read: all at once, each once, and not beyond the deadline. */
final class Fencing {
    private final Fence fence;
    private final World world;

    Fencing(Fence fence, World world) {
        this.fence = fence;
        this.world = world;
    }

    /** Owners that answered for a read so far. */
    static final class Passed {
        private final Set<Owner> owners = new HashSet<>();
    }

    /** Whether there is nobody to be asked, ever. */
    boolean asksNobody() {
        return fence.equals(Fence.NONE);
    }

    /**
     * Waits until every owner of the ranges has confirmed them, those included that are found
     * because one of them moved.
     *
     * @return whether anybody had to be asked
     * @throws dev.hedgerow.tables.refusal.Refusal when one fails, or the deadline passes
     */
    boolean pass(List<KeyRange> ranges, Passed passed, Deadline deadline) {
        if (asksNobody()) {
            return false;
        }
        boolean asked = false;
        while (true) {
            Supplier<List<Owner>> find = () -> fence.owners(ranges, deadline);
            List<Owner> owners = all(List.of(find), deadline).getFirst();
            List<Owner> toAsk = new ArrayList<>();
            for (Owner owner : owners) {
                if (!passed.owners.contains(owner)) {
                    toAsk.add(owner);
                }
            }
            if (toAsk.isEmpty()) {
                return asked;
            }
            asked = true;
            var questions = new ArrayList<Supplier<Confirmation>>();
            for (Owner owner : toAsk) {
                questions.add(() -> owner.confirm(deadline));
            }
            List<Confirmation> answers = all(questions, deadline);
            for (int i = 0; i < toAsk.size(); i++) {
                if (answers.get(i) == Confirmation.OWNS) {
                    passed.owners.add(toAsk.get(i));
                }
            }
            if (!answers.contains(Confirmation.MOVED)) {
                return true;
            }
        }
    }

    /** The answers to all questions, asked at the same time. */
    private <T> List<T> all(List<Supplier<T>> questions, Deadline deadline) {
        if (deadline.passed(world.clock())) {
            throw Sentence.FENCE_LATE.refusal();
        }
        var round = new Round<T>(questions.size(), world.clock());
        for (int i = 0; i < questions.size(); i++) {
            int place = i;
            Supplier<T> question = questions.get(i);
            world.threads().start("fence", () -> round.run(place, question));
        }
        return round.await(deadline);
    }

    /** Questions on their way. */
    private static final class Round<T> {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private final Clock clock;
        private final List<@Nullable T> answers = new ArrayList<>();
        private int open;
        private boolean failed;

        Round(int questions, Clock clock) {
            this.clock = clock;
            open = questions;
            for (int i = 0; i < questions; i++) {
                answers.add(null);
            }
        }

        void run(int place, Supplier<T> question) {
            @Nullable T answer = null;
            try {
                answer = question.get();
            } catch (RuntimeException _) {
                // whatever it is, this owner did not answer for its ranges
                answer = null;
            }
            lock.lock();
            try {
                answers.set(place, answer);
                failed |= answer == null;
                open--;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        List<T> await(Deadline deadline) {
            lock.lock();
            try {
                while (open > 0 && !failed) {
                    if (deadline.passed(clock)) {
                        throw Sentence.FENCE_LATE.refusal();
                    }
                    clock.await(lock, changed, deadline.left(clock));
                }
                var all = new ArrayList<T>();
                for (T answer : answers) {
                    if (answer == null) {
                        throw Sentence.FENCE_FAILED.refusal();
                    }
                    all.add(answer);
                }
                return all;
            } finally {
                lock.unlock();
            }
        }
    }
}
