package dev.hedgerow.simulation.graph;

import dev.hedgerow.files.Op;
import dev.hedgerow.graph.ViewAddress;
import dev.hedgerow.kernel.Stamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Draws acts by chance, on few names, so that they meet. */
final class Acts {
    private static final int BRANCHES_MAX = 5;
    private static final Op[] WRITES = {Op.DEFAULT, Op.UPSERT, Op.MERGE};
    private static final Op[] PICKY = {Op.INSERT, Op.UPDATE, Op.DELETE, Op.DELETE};

    private final Diary diary;
    private final RandomGenerator chance;

    Acts(Diary diary, RandomGenerator chance) {
        this.diary = diary;
        this.chance = chance;
    }

    /**
     * @param name what a new branch would be called
     */
    Act draw(String name) {
        var branches = diary.branches();
        return switch (chance.nextInt(20)) {
            case 0 ->
                    branches.size() < BRANCHES_MAX
                            ? new Act.Fork("b-" + name, origin())
                            : write(one(branches));
            case 1 -> new Act.Fork("spare-" + name, origin());
            case 2 -> diary.spare().isEmpty() ? write(one(branches)) : drop();
            case 3, 4, 5 -> branches.size() < 2 ? write(one(branches)) : merge();
            case 7 ->
                    new Act.Apply(
                            one(branches), Town.SCHEMAS.get(chance.nextInt(Town.SCHEMAS.size())));
            case 6 -> write(diary.spare().isEmpty() ? one(branches) : one(diary.spare()));
            default -> write(one(branches));
        };
    }

    private String one(List<String> names) {
        return names.get(chance.nextInt(names.size()));
    }

    private ViewAddress origin() {
        var past = chance.nextInt(3) == 0 ? diary.earlier(chance) : Optional.<Stamp>empty();
        return past.<ViewAddress>map(ViewAddress.At::new)
                .orElseGet(() -> new ViewAddress.Head(one(diary.branches())));
    }

    private Act drop() {
        return new Act.Drop(diary.spare().remove(chance.nextInt(diary.spare().size())));
    }

    private Act merge() {
        var names = new ArrayList<>(diary.branches());
        String from = names.remove(chance.nextInt(names.size()));
        Optional<Boolean> winner =
                chance.nextInt(3) == 0 ? Optional.empty() : Optional.of(chance.nextBoolean());
        return new Act.Merge(from, one(names), winner);
    }

    private Act write(String branch) {
        var lines = new ArrayList<Act.Line>();
        for (int left = chance.nextInt(1, 5); left > 0; left--) {
            lines.add(line());
        }
        Optional<Stamp> ifHead =
                chance.nextInt(12) == 0
                        ? Optional.of(diary.told().head(branch))
                                .filter(head -> head.isAfter(Stamp.ZERO))
                        : Optional.empty();
        boolean loaded =
                ifHead.isEmpty()
                        && lines.stream().allMatch(Acts::canBeLoaded)
                        && chance.nextBoolean();
        return new Act.Write(branch, lines, ifHead, loaded);
    }

    private static boolean canBeLoaded(Act.Line line) {
        boolean whole =
                switch (line.op()) {
                    case DEFAULT, INSERT, UPSERT -> true;
                    case MERGE, UPDATE, DELETE -> false;
                };
        return whole && line.ifVersion().isEmpty();
    }

    private Act.Line line() {
        Id id = id();
        Op[] ops = chance.nextInt(5) == 0 ? PICKY : WRITES;
        Op op = ops[chance.nextInt(ops.length)];
        Optional<Stamp> version =
                chance.nextInt(10) == 0
                        ? Optional.ofNullable(diary.versions().get(id))
                        : Optional.empty();
        return new Act.Line(op, id, op == Op.DELETE ? Map.of() : values(id.type()), version);
    }

    private Id id() {
        return switch (chance.nextInt(6)) {
            case 0, 1 -> person();
            case 2 -> team();
            case 3 -> edge(Town.MEMBER, person(), team());
            default -> edge(Town.KNOWS, person(), person());
        };
    }

    private Id person() {
        return Id.node(Town.PERSON, "p" + chance.nextInt(Town.PEOPLE));
    }

    private Id team() {
        return Id.node(Town.TEAM, "t" + chance.nextInt(Town.TEAMS));
    }

    private static Id edge(String type, Id from, Id to) {
        return new Id(type, List.of(from.names().getFirst(), to.names().getFirst()));
    }

    private Map<String, @Nullable Object> values(String type) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        switch (type) {
            case Town.PERSON -> {
                perhaps(values, "age", chance.nextLong(3));
                perhaps(values, "city", "c" + chance.nextInt(3));
                perhaps(values, "email", "e" + chance.nextInt(Town.EMAILS));
            }
            case Town.TEAM -> perhaps(values, "motto", "m" + chance.nextInt(3));
            case Town.KNOWS -> perhaps(values, "since", chance.nextLong(3));
            default -> perhaps(values, "role", "r" + chance.nextInt(3));
        }
        return values;
    }

    private void perhaps(Map<String, @Nullable Object> values, String name, Object value) {
        switch (chance.nextInt(5)) {
            case 0, 1 -> {}
            case 2 -> values.put(name, null);
            default -> values.put(name, value);
        }
    }
}
