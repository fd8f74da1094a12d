package dev.hedgerow.graph.schema;

import dev.hedgerow.graph.Constraint;
import dev.hedgerow.graph.EntityType;
import dev.hedgerow.graph.Property;
import dev.hedgerow.graph.RowShape;
import dev.hedgerow.graph.SchemaStep;
import dev.hedgerow.graph.ValueType;
import dev.hedgerow.graph.ValueType.Scalar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Plans how the properties and rules of one type become others. */
final class ShapeEvolution {
    private static final int ANY = 0;

    private final EntityType before;
    private final EntityType after;
    private final Findings findings;
    private final Map<Integer, Integer> moved = new HashMap<>();
    private final Set<Integer> kept = new HashSet<>();
    private int nextProperty;
    private int nextConstraint;

    /**
     * @param taken numbers that the type has used up on other branches
     */
    ShapeEvolution(EntityType before, EntityType after, RowShape.Numbers taken, Findings findings) {
        this.before = before;
        this.after = after;
        this.findings = findings;
        RowShape.Numbers own = before.shape().next();
        this.nextProperty = Math.max(own.property(), taken.property());
        this.nextConstraint = Math.max(own.constraint(), taken.constraint());
    }

    /** The shape with the numbers of the one before. */
    RowShape shape() {
        var properties = new ArrayList<Property>();
        for (Property property : after.properties()) {
            Property numbered = property(property);
            moved.put(property.number(), numbered.number());
            properties.add(numbered);
        }
        for (Property property : before.properties()) {
            if (!kept.contains(property.number())) {
                findings.drop(
                        new SchemaStep.DropProperty(before, property),
                        before.name() + "." + property.name(),
                        "the property would be dropped with its values");
            }
        }
        List<Integer> key = after.key().stream().map(this::number).toList();
        if (!key.equals(before.key().stream().map(Property::number).toList())) {
            findings.refuse(after.name(), "the key would be another", "add another type");
        }
        List<Constraint> constraints = constraints();
        return new RowShape(
                properties, key, constraints, new RowShape.Numbers(nextProperty, nextConstraint));
    }

    private int number(Property wanted) {
        return moved.getOrDefault(wanted.number(), ANY);
    }

    private Property property(Property wanted) {
        Optional<Property> same = before.property(wanted.name());
        Optional<Property> old =
                same.isPresent()
                        ? same
                        : Evolution.renamedFrom(wanted.annotations())
                                .filter(name -> after.property(name).isEmpty())
                                .flatMap(before::property);
        if (old.isEmpty()) {
            return added(wanted);
        }
        Property numbered = Numbering.with(wanted, old.get().number(), old.get().filler());
        kept.add(numbered.number());
        changed(old.get(), numbered);
        return numbered;
    }

    private Property added(Property wanted) {
        Property numbered = Numbering.with(wanted, nextProperty++, wanted.defaultValue());
        if (wanted.isRequired()) {
            findings.refuse(
                    after.name() + "." + wanted.name(),
                    "the rows there are would have no value for the new property",
                    "write `%s: %s?`, or add @default(…)".formatted(wanted.name(), wanted.type()));
        }
        findings.step(new SchemaStep.AddProperty(after, numbered));
        return numbered;
    }

    private void changed(Property old, Property now) {
        String place = after.name() + "." + now.name();
        if (!old.name().equals(now.name())) {
            findings.step(new SchemaStep.RenameProperty(after, old, now.name()));
        }
        if (!old.type().equals(now.type())) {
            if (widens(old.type(), now.type())) {
                findings.step(new SchemaStep.WidenProperty(after, now, old.type()));
            } else {
                findings.refuse(
                        place,
                        "values of %s do not all fit %s".formatted(old.type(), now.type()),
                        "add another property");
            }
        }
        if (old.nullable() && !now.nullable()) {
            findings.refuse(
                    place,
                    "null would be forbidden, which needs a check of all rows",
                    Findings.NOT_YET);
        } else if (!old.nullable() && now.nullable()) {
            findings.step(new SchemaStep.AllowNull(after, now));
        }
        if (!old.defaultValue().equals(now.defaultValue())) {
            findings.step(new SchemaStep.ChangeDefault(after, now));
        }
        if (!old.annotations().equals(now.annotations())) {
            findings.step(new SchemaStep.ChangeNotes(place));
        }
    }

    /** Whether each value of one type is one of the other, in the same bytes. */
    static boolean widens(ValueType from, ValueType to) {
        return switch (from) {
            case Scalar.I32 -> to == Scalar.I64;
            case Scalar.U32 -> to == Scalar.U64 || to == Scalar.I64;
            case Scalar.F32 -> to == Scalar.F64;
            case ValueType.Enumeration(List<String> values) ->
                    to == Scalar.STRING
                            || (to instanceof ValueType.Enumeration more
                                    && more.values().containsAll(values));
            case ValueType.ListOf(ValueType element) ->
                    to instanceof ValueType.ListOf(ValueType wider) && widens(element, wider);
            case ValueType.Decimal(int precision, int scale) ->
                    to instanceof ValueType.Decimal wider
                            && wider.scale() == scale
                            && wider.precision() >= precision;
            case Scalar _, ValueType.VectorOf _ -> false;
        };
    }

    private List<Constraint> constraints() {
        var result = new ArrayList<Constraint>();
        var still = new HashSet<Integer>();
        for (Constraint wanted : after.constraints()) {
            Constraint now = Numbering.moved(wanted, moved);
            Optional<Constraint> same =
                    before.constraints().stream()
                            .filter(old ->
                                    Numbering.with(old, ANY).equals(Numbering.with(now, ANY)))
                            .findFirst();
            if (same.isPresent()) {
                still.add(same.get().number());
                result.add(same.get());
            } else {
                result.add(added(Numbering.with(now, nextConstraint++), wanted.of(after)));
            }
        }
        for (Constraint old : before.constraints()) {
            if (!still.contains(old.number())) {
                findings.step(new SchemaStep.DropConstraint(before, old));
            }
        }
        return result;
    }

    private Constraint added(Constraint now, String words) {
        if (now instanceof Constraint.Index index) {
            findings.step(new SchemaStep.AddIndex(after, index, words));
        } else if (before.constraints().stream().anyMatch(old -> implies(old, now))) {
            findings.step(new SchemaStep.RelaxConstraint(after, now, words));
        } else if (!isAboutNewOnly(now)) {
            findings.refuse(
                    after.name(),
                    "a new rule needs a check of all rows: " + words,
                    Findings.NOT_YET);
        }
        return now;
    }

    /** Whether no stored row has a value that the rule is about. */
    private boolean isAboutNewOnly(Constraint now) {
        return switch (now) {
            case Constraint.Unique(_, var columns) ->
                    columns.properties().stream().anyMatch(this::isNewAndEmpty);
            case Constraint.Range range -> isNewAndEmpty(range.property());
            case Constraint.Check check -> isNewAndEmpty(check.property());
            case Constraint.Index _ -> true;
        };
    }

    private boolean isNewAndEmpty(int property) {
        return !kept.contains(property)
                && after.properties().stream()
                        .filter(wanted -> number(wanted) == property)
                        .allMatch(wanted -> wanted.defaultValue().isEmpty());
    }

    private static boolean implies(Constraint old, Constraint now) {
        return switch (now) {
            case Constraint.Range(_, int property, var min, var max) ->
                    old instanceof Constraint.Range range
                            && range.property() == property
                            && isBelow(min, range.min())
                            && isBelow(
                                    max.map(BigDecimal::negate),
                                    range.max().map(BigDecimal::negate));
            // a wider @unique is implied too, but its entries would have to be made of all rows
            case Constraint.Unique _, Constraint.Check _, Constraint.Index _ -> false;
        };
    }

    /** Whether a lower bound admits all that another does. */
    private static boolean isBelow(Optional<BigDecimal> bound, Optional<BigDecimal> other) {
        return bound.isEmpty() || (other.isPresent() && bound.get().compareTo(other.get()) <= 0);
    }
}
