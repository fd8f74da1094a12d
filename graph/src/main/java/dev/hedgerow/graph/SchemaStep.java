package dev.hedgerow.graph;

/** One step from a schema to another; prints as a line of a plan. */
public sealed interface SchemaStep {
    /** A new type, without rows. */
    record AddType(EntityType type) implements SchemaStep {
        @Override
        public String toString() {
            return "add " + type;
        }
    }

    /** A type under another name. */
    record RenameType(EntityType before, String name) implements SchemaStep {
        @Override
        public String toString() {
            return "rename " + before + " to " + name;
        }
    }

    /** A type that goes with its rows. */
    record DropType(EntityType type) implements SchemaStep {
        @Override
        public String toString() {
            return "drop " + type;
        }
    }

    /** A new property; stored rows read as its filler, or null. */
    record AddProperty(EntityType type, Property property) implements SchemaStep {
        @Override
        public String toString() {
            return "add " + type.name() + "." + property;
        }
    }

    /** A property under another name. */
    record RenameProperty(EntityType type, Property before, String name) implements SchemaStep {
        @Override
        public String toString() {
            return "rename " + type.name() + "." + before.name() + " to " + name;
        }
    }

    /** A property that is no longer seen; rows keep what they hold of it. */
    record DropProperty(EntityType type, Property property) implements SchemaStep {
        @Override
        public String toString() {
            return "drop " + type.name() + "." + property.name();
        }
    }

    /** A type of values that holds all the values of the one before, stored alike. */
    record WidenProperty(EntityType type, Property property, ValueType before)
            implements SchemaStep {
        @Override
        public String toString() {
            return "widen " + type.name() + "." + property + ", before " + before;
        }
    }

    /** A property that may be null from now on. */
    record AllowNull(EntityType type, Property property) implements SchemaStep {
        @Override
        public String toString() {
            return "allow null in " + type.name() + "." + property;
        }
    }

    /** Another default for rows to come. */
    record ChangeDefault(EntityType type, Property property) implements SchemaStep {
        @Override
        public String toString() {
            return "change the default of " + type.name() + "." + property.name();
        }
    }

    /**
     * An index, to be filled from the rows there are.
     *
     * @param words the index for people
     */
    record AddIndex(EntityType type, Constraint.Index index, String words) implements SchemaStep {
        @Override
        public String toString() {
            return "add " + words + ", filled from the rows there are";
        }
    }

    /** An index that was added before and lacks rows: its filling was given up, or inherited. */
    record FillIndex(EntityType type, Constraint.Index index) implements SchemaStep {
        @Override
        public String toString() {
            return "fill " + index.of(type);
        }
    }

    /** A rule or index that goes. */
    record DropConstraint(EntityType type, Constraint constraint) implements SchemaStep {
        @Override
        public String toString() {
            return "drop " + constraint.of(type);
        }
    }

    /**
     * A rule that every row obeys because it obeys a stricter one.
     *
     * @param words the rule for people
     */
    record RelaxConstraint(EntityType type, Constraint constraint, String words)
            implements SchemaStep {
        @Override
        public String toString() {
            return "relax a rule to " + words;
        }
    }

    /** Wider bounds of the number of edges. */
    record RelaxCardinality(EdgeType type) implements SchemaStep {
        @Override
        public String toString() {
            return "relax @card of " + type.name();
        }
    }

    /** Annotations, interfaces: what means nothing to stored rows. */
    record ChangeNotes(String of) implements SchemaStep {
        @Override
        public String toString() {
            return "change the notes of " + of;
        }
    }
}
