package dev.hedgerow.files;

import dev.hedgerow.kernel.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the records of one file become rows: a {@link CsvMapping} resolved against a header. */
final class CsvPlan {
    private final CsvMapping mapping;
    private final List<String> header;
    private final List<Integer> from;
    private final List<Integer> to;
    private final Optional<Integer> id;
    private final Map<String, Integer> properties;

    private CsvPlan(CsvMapping mapping, List<String> header, Map<String, List<Integer>> resolved) {
        this.mapping = mapping;
        this.header = header;
        this.from = resolved.getOrDefault(CsvMapping.FROM, List.of());
        this.to = resolved.getOrDefault(CsvMapping.TO, List.of());
        this.id = Optional.ofNullable(resolved.get(CsvMapping.ID)).map(List::getFirst);
        this.properties = new LinkedHashMap<>();
        resolved.forEach((target, columns) -> {
            if (!isSpecial(mapping, target)) {
                properties.put(target, columns.getFirst());
            }
        });
    }

    /** A plan, or why the header does not fit the mapping. */
    sealed interface Outcome {}

    record Made(CsvPlan plan) implements Outcome {}

    record Refused(Violation violation) implements Outcome {}

    static Outcome of(CsvMapping mapping, CsvRecords.Fields header) {
        var place = new Place(mapping.file().toString(), header.line());
        var names = header.texts();
        var seen = new HashSet<String>();
        for (var name : names) {
            if (name.isEmpty() || name.contains(CsvRecords.BROKEN)) {
                var problem = "column " + (seen.size() + 1) + " of the header has no proper name";
                return new Refused(new Violation(place.toString(), problem));
            }
            if (!seen.add(name)) {
                return new Refused(CsvRefusals.columnTwice(place, name));
            }
        }
        return resolve(mapping, names, place);
    }

    private static Outcome resolve(CsvMapping mapping, List<String> names, Place place) {
        var resolved = new LinkedHashMap<String, List<Integer>>();
        var taken = new LinkedHashSet<Integer>();
        for (var entry : targets(mapping).entrySet()) {
            var columns = new ArrayList<Integer>();
            for (var column : columns(mapping, entry.getKey(), entry.getValue(), names)) {
                int index = names.indexOf(column);
                if (index < 0) {
                    return new Refused(CsvRefusals.noColumn(place, entry.getKey(), column, names));
                }
                columns.add(index);
            }
            taken.addAll(columns);
            resolved.put(entry.getKey(), columns);
        }
        for (var column : mapping.leftOut()) {
            int index = names.indexOf(column);
            if (index < 0) {
                return new Refused(CsvRefusals.noColumn(place, "_", column, names));
            }
            taken.add(index);
        }
        return addOwnNames(mapping, names, place, resolved, taken);
    }

    private static Outcome addOwnNames(
            CsvMapping mapping,
            List<String> names,
            Place place,
            Map<String, List<Integer>> resolved,
            Set<Integer> taken) {
        for (int i = 0; i < names.size(); i++) {
            if (!taken.contains(i) && resolved.putIfAbsent(names.get(i), List.of(i)) != null) {
                var problem = "two columns go to '" + names.get(i) + "'";
                var fix = "leave one out with _=" + names.get(i);
                return new Refused(new Violation(place.toString(), problem, fix));
            }
        }
        return new Made(new CsvPlan(mapping, List.copyOf(names), resolved));
    }

    private static Map<String, String> targets(CsvMapping mapping) {
        var targets = new LinkedHashMap<>(mapping.targets());
        if (mapping.shape() == CsvMapping.Shape.EDGE) {
            targets.putIfAbsent(CsvMapping.FROM, CsvMapping.FROM);
            targets.putIfAbsent(CsvMapping.TO, CsvMapping.TO);
        }
        return targets;
    }

    /** The columns of a target; a plus separates those of a key unless it is part of a name. */
    private static List<String> columns(
            CsvMapping mapping, String target, String columns, List<String> names) {
        boolean isKey = isSpecial(mapping, target) && !target.equals(CsvMapping.ID);
        return isKey && !names.contains(columns)
                ? Arrays.asList(columns.split("\\+", -1))
                : List.of(columns);
    }

    private static boolean isSpecial(CsvMapping mapping, String target) {
        return target.equals(CsvMapping.ID)
                || (mapping.shape() == CsvMapping.Shape.EDGE
                        && (target.equals(CsvMapping.FROM) || target.equals(CsvMapping.TO)));
    }

    /** The row of a record. */
    Row row(CsvRecords.Fields record) {
        var place = new Place(mapping.file().toString(), record.line());
        if (record.texts().size() != header.size()) {
            return CsvRefusals.wrongCount(place, header.size(), record.texts().size());
        }
        for (int i = 0; i < header.size(); i++) {
            if (record.texts().get(i).contains(CsvRecords.BROKEN)) {
                return CsvRefusals.notUtf8(place, header.get(i));
            }
        }
        var values = new LinkedHashMap<String, @Nullable Object>();
        properties.forEach((property, column) -> values.put(property, value(record, column)));
        var rowId = id.map(column -> value(record, column));
        return switch (mapping.shape()) {
            case NODE ->
                    new Row.NodeRow(
                            place, Op.DEFAULT, mapping.type(), rowId, Optional.empty(), values);
            case EDGE -> edge(place, record, rowId, values);
        };
    }

    private Row edge(
            Place place,
            CsvRecords.Fields record,
            Optional<String> rowId,
            Map<String, @Nullable Object> values) {
        for (var column : from) {
            if (value(record, column) == null) {
                return CsvRefusals.noEndpoint(place, CsvMapping.FROM, header.get(column));
            }
        }
        for (var column : to) {
            if (value(record, column) == null) {
                return CsvRefusals.noEndpoint(place, CsvMapping.TO, header.get(column));
            }
        }
        return new Row.EdgeRow(
                place,
                Op.DEFAULT,
                mapping.type(),
                rowId,
                texts(record, from),
                texts(record, to),
                Optional.empty(),
                values);
    }

    private static List<Object> texts(CsvRecords.Fields record, List<Integer> columns) {
        var texts = new ArrayList<Object>(columns.size());
        for (var column : columns) {
            texts.add(record.texts().get(column));
        }
        return texts;
    }

    private @Nullable String value(CsvRecords.Fields record, int column) {
        var text = record.texts().get(column);
        boolean isNull = !record.quoted().get(column) && mapping.nullWords().contains(text);
        return isNull ? null : text;
    }
}
