package dev.hedgerow.graph.schema;

import dev.hedgerow.graph.Constraint;
import dev.hedgerow.graph.Constraint.Columns;
import dev.hedgerow.graph.Property;
import dev.hedgerow.graph.RowShape;
import dev.hedgerow.graph.ValueType;
import dev.hedgerow.graph.schema.Syntax.Mark;
import dev.hedgerow.graph.schema.Syntax.PropertySyntax;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes the shape of a type of its body; properties and rules are numbered from 1. */
final class ShapeCompiler {
    static final int PROPERTIES_MAX = 500;
    static final int RULES_MAX = 200;

    private final Problems problems;
    private final PropertyCompiler compiler;

    ShapeCompiler(Problems problems) {
        this.problems = problems;
        this.compiler = new PropertyCompiler(problems);
    }

    /**
     * The shape of a node or edge type.
     *
     * @param properties its own, then those it has from interfaces
     */
    RowShape compile(Token owner, boolean edge, List<PropertySyntax> properties, List<Mark> rules) {
        List<PropertySyntax> distinct = distinct(owner, edge, properties);
        List<Property> compiled = properties(distinct);
        Set<String> unreadable = new HashSet<>();
        for (PropertySyntax syntax : distinct) {
            if (syntax.type() == null) {
                unreadable.add(syntax.name().text());
            }
        }
        var columns = new ColumnsCompiler(problems, edge, compiled, unreadable);
        var rule = new RuleCompiler(problems, columns);
        var byName = new HashMap<String, Property>();
        compiled.forEach(property -> byName.put(property.name(), property));
        for (PropertySyntax syntax : distinct) {
            Property property = byName.get(syntax.name().text());
            if (property != null) {
                ownRules(syntax).forEach(mark -> rule.own(mark, property));
            }
        }
        rules.forEach(rule::rule);
        if (rule.constraints().size() > RULES_MAX) {
            problems.report(owner, "a type has at most %d rules".formatted(RULES_MAX));
        }
        List<Constraint> constraints = numbered(rule.constraints());
        return new RowShape(
                compiled,
                rule.key(),
                constraints,
                new RowShape.Numbers(compiled.size() + 1, constraints.size() + 1));
    }

    /** The rules behind a property; repetitions are reported elsewhere. */
    private static List<Mark> ownRules(PropertySyntax syntax) {
        var seen = new HashSet<String>();
        return syntax.marks().stream()
                .filter(PropertyCompiler::isRule)
                .filter(mark -> seen.add(mark.name().text()) || mark.name().text().equals("check"))
                .toList();
    }

    /** Those whose names can be entered, after checking the names. */
    private List<PropertySyntax> distinct(
            Token owner, boolean edge, List<PropertySyntax> properties) {
        var names = new Names(problems);
        if (properties.size() > PROPERTIES_MAX) {
            problems.report(owner, "a type has at most %d properties".formatted(PROPERTIES_MAX));
        }
        return properties.stream()
                .filter(property -> names.property(property.name(), edge))
                .limit(PROPERTIES_MAX)
                .toList();
    }

    /** The readable ones, numbered from 1. */
    List<Property> properties(List<PropertySyntax> distinct) {
        var compiled = new ArrayList<Property>();
        for (PropertySyntax syntax : distinct) {
            ValueType type = syntax.type();
            if (type != null) {
                compiled.add(compiler.compile(syntax, type, compiled.size() + 1, distinct));
            }
        }
        return compiled;
    }

    /**
     * Numbered in the order in which the printer writes them, so that a printed schema has the same
     * numbers: those that stand behind properties come first.
     */
    private static List<Constraint> numbered(List<Constraint> constraints) {
        var sorted = new ArrayList<Constraint>(constraints);
        sorted.sort(Comparator.comparingInt(ShapeCompiler::rank));
        var numbered = new ArrayList<Constraint>();
        for (Constraint constraint : sorted) {
            numbered.add(Numbering.with(constraint, numbered.size() + 1));
        }
        return numbered;
    }

    private static int rank(Constraint constraint) {
        return switch (constraint) {
            case Constraint.Unique(_, Columns columns) when isOwn(columns) ->
                    2 * columns.properties().getFirst();
            case Constraint.Index(_, Columns columns, _) when isOwn(columns) ->
                    2 * columns.properties().getFirst() + 1;
            case Constraint.Unique _, Constraint.Index _ -> Integer.MAX_VALUE;
            case Constraint.Range _, Constraint.Check _ -> Integer.MAX_VALUE;
        };
    }

    /** Whether a rule is written behind its property. */
    static boolean isOwn(Columns columns) {
        return columns.properties().size() == 1 && !columns.source() && !columns.target();
    }
}
