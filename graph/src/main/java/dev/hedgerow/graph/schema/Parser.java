package dev.hedgerow.graph.schema;

import dev.hedgerow.graph.ValueType;
import dev.hedgerow.graph.schema.Cursor.Unreadable;
import dev.hedgerow.graph.schema.Syntax.Body;
import dev.hedgerow.graph.schema.Syntax.Declaration;
import dev.hedgerow.graph.schema.Syntax.EdgeSyntax;
import dev.hedgerow.graph.schema.Syntax.InterfaceSyntax;
import dev.hedgerow.graph.schema.Syntax.Mark;
import dev.hedgerow.graph.schema.Syntax.NodeSyntax;
import dev.hedgerow.graph.schema.Syntax.PropertySyntax;
import dev.hedgerow.graph.schema.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads declarations. What cannot be read is reported once and skipped to the next property or
 * declaration; its name stays known, so that what refers to it is not reported as well.
 */
final class Parser {
    private final Problems problems;
    private final Cursor cursor;
    private final TypeParser types;
    private final MarkParser marks;

    private Parser(List<Token> tokens, Problems problems) {
        this.problems = problems;
        this.cursor = new Cursor(tokens, problems);
        this.types = new TypeParser(cursor, problems);
        this.marks = new MarkParser(cursor);
    }

    static List<Declaration> parse(String text, Problems problems) {
        return new Parser(Lexer.tokens(text, problems), problems).file();
    }

    private List<Declaration> file() {
        var declarations = new ArrayList<Declaration>();
        while (!cursor.isEnd()) {
            if (cursor.isDeclaration()) {
                declarations.add(declaration());
            } else {
                cursor.reportNoDeclaration();
                cursor.skipToDeclaration();
            }
        }
        return declarations;
    }

    private Declaration declaration() {
        String word = cursor.next().text();
        Token name = cursor.next();
        return switch (word) {
            case "interface" -> interfaceType(name);
            case "node" -> node(name);
            default -> edge(name);
        };
    }

    private InterfaceSyntax interfaceType(Token name) {
        var header = new ArrayList<Mark>();
        Body body = Body.EMPTY;
        try {
            header.addAll(marks.marks());
            body = body(name);
        } catch (Unreadable _) {
            cursor.skipToDeclaration();
        }
        return new InterfaceSyntax(name, header, body);
    }

    private NodeSyntax node(Token name) {
        var header = new ArrayList<Mark>();
        var interfaces = new ArrayList<Token>();
        Body body = Body.EMPTY;
        try {
            header.addAll(marks.marks());
            while (cursor.peek().kind() == Kind.NAME && cursor.peek().text().equals("implements")) {
                cursor.next();
                do {
                    interfaces.add(cursor.type("an interface"));
                } while (cursor.accept(","));
                header.addAll(marks.marks());
            }
            body = body(name);
        } catch (Unreadable _) {
            cursor.skipToDeclaration();
        }
        return new NodeSyntax(name, interfaces, header, body);
    }

    private EdgeSyntax edge(Token name) {
        var header = new ArrayList<Mark>();
        Token from = null;
        Token to = null;
        Body body = Body.EMPTY;
        try {
            cursor.expect(":", "and the node type its edges leave behind " + name);
            from = cursor.type("the node type its edges leave");
            cursor.expect("->", "behind " + from);
            to = cursor.type("the node type its edges enter");
            header.addAll(marks.marks());
            if (cursor.peek().is("{")) {
                body = body(name);
            }
        } catch (Unreadable _) {
            cursor.skipToDeclaration();
        }
        return new EdgeSyntax(name, from, to, header, body);
    }

    private Body body(Token owner) {
        Token open = cursor.expect("{", "to begin the properties of " + owner);
        var properties = new ArrayList<PropertySyntax>();
        var rules = new ArrayList<Mark>();
        while (!cursor.accept("}")) {
            if (cursor.isEnd() || cursor.isDeclaration()) {
                problems.report(open, "the body of %s is not closed".formatted(owner), "add `}`");
                break;
            }
            int start = cursor.position();
            try {
                if (cursor.peek().is("@")) {
                    rules.add(marks.mark());
                } else {
                    property(properties, rules);
                }
                cursor.accept(",");
            } catch (Unreadable _) {
                cursor.skipInBody(start);
            }
        }
        return new Body(properties, rules);
    }

    private void property(List<PropertySyntax> properties, List<Mark> rules) {
        Token name = cursor.peek();
        if (name.kind() != Kind.NAME && !cursor.isProperty()) {
            throw cursor.fail("expected a property, a rule or `}`, found " + name, "");
        }
        cursor.next();
        @Nullable ValueType type = null;
        boolean nullable = false;
        var own = new ArrayList<Mark>();
        try {
            cursor.expect(":", "and a type behind " + name);
            type = types.type();
            nullable = cursor.accept("?");
            for (Mark mark : marks.marks()) {
                (MarkParser.isRule(mark) ? rules : own).add(mark);
            }
        } finally {
            properties.add(new PropertySyntax(name, type, nullable, own));
        }
    }
}
