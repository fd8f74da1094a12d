package dev.hedgerow.tables.partiql;

import dev.hedgerow.tables.expression.Action;
import dev.hedgerow.tables.expression.Condition;
import dev.hedgerow.tables.expression.Operand;
import dev.hedgerow.tables.expression.Path;
import dev.hedgerow.tables.partiql.Statement.Order;
import dev.hedgerow.tables.partiql.Statement.Returning;
import dev.hedgerow.tables.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads statements. */
public final class StatementParser {
    private final Tokens tokens;

    private StatementParser(Tokens tokens) {
        this.tokens = tokens;
    }

    /**
     * Reads a statement, with the parameters in the places of its question marks.
     *
     * @throws dev.hedgerow.tables.refusal.Refusal when it is none
     */
    public static Statement parse(String source, List<Value> parameters) {
        var tokens = new Tokens(source, parameters);
        Statement statement = new StatementParser(tokens).statement();
        tokens.expectEnd();
        return statement;
    }

    private Statement statement() {
        if (tokens.peek().isWord("SELECT")) {
            return select();
        }
        if (tokens.takeWord("INSERT")) {
            return insert();
        }
        if (tokens.takeWord("UPDATE")) {
            String table = table();
            return update(table);
        }
        if (tokens.takeWord("DELETE")) {
            tokens.expectWord("FROM");
            String table = table();
            Optional<Condition> where = where();
            return new Statement.Delete(table, where, returning());
        }
        if (tokens.takeWord("EXISTS")) {
            tokens.expect("(");
            var exists = new Statement.Exists(select());
            tokens.expect(")");
            return exists;
        }
        throw Tokens.malformed("Expected data manipulation");
    }

    private String table() {
        return tokens.name();
    }

    private Statement.Select select() {
        tokens.expectWord("SELECT");
        Optional<List<Path>> paths = Optional.empty();
        if (!tokens.take("*")) {
            var some = new ArrayList<Path>();
            do {
                some.add(tokens.path());
            } while (tokens.take(","));
            paths = Optional.of(some);
        }
        tokens.expectWord("FROM");
        String table = table();
        Optional<String> index = tokens.take(".") ? Optional.of(tokens.name()) : Optional.empty();
        return new Statement.Select(paths, table, index, where(), order());
    }

    private Optional<Condition> where() {
        return tokens.takeWord("WHERE") ? Optional.of(Conditions.read(tokens)) : Optional.empty();
    }

    private List<Order> order() {
        var order = new ArrayList<Order>();
        if (tokens.takeWord("ORDER")) {
            tokens.expectWord("BY");
            do {
                Path path = tokens.path();
                boolean descending = tokens.takeWord("DESC");
                if (!descending) {
                    boolean _ = tokens.takeWord("ASC");
                }
                order.add(new Order(path, descending));
            } while (tokens.take(","));
        }
        return order;
    }

    private Statement insert() {
        tokens.expectWord("INTO");
        String table = table();
        tokens.expectWord("VALUE");
        tokens.expect("{");
        return new Statement.Insert(table, Values.map(tokens));
    }

    private Statement update(String table) {
        var actions = new ArrayList<Action>();
        while (true) {
            if (tokens.takeWord("SET")) {
                do {
                    actions.add(set());
                } while (tokens.take(","));
            } else if (tokens.takeWord("REMOVE")) {
                do {
                    actions.add(new Action.Remove(tokens.path()));
                } while (tokens.take(","));
            } else {
                break;
            }
        }
        if (actions.isEmpty()) {
            throw Tokens.malformed("Expected SET or REMOVE");
        }
        Optional<Condition> where = where();
        return new Statement.Update(table, actions, where, returning());
    }

    private Action set() {
        Path path = tokens.path();
        tokens.expect("=");
        if (tokens.peekAfter().is("(")) {
            String function = tokens.peek().text().toLowerCase(Locale.ROOT);
            if (function.equals("set_add") || function.equals("set_delete")) {
                return ofSet(path, function);
            }
        }
        Operand left = operand();
        if (tokens.peek().is("+") || tokens.peek().is("-")) {
            boolean minus = tokens.next().is("-");
            return new Action.Set(path, new Operand.Arithmetic(minus, left, operand()));
        }
        return new Action.Set(path, left);
    }

    private Action ofSet(Path path, String function) {
        tokens.next();
        tokens.expect("(");
        Path of = tokens.path();
        tokens.expect(",");
        var members = new Operand.Literal(Values.read(tokens));
        tokens.expect(")");
        if (!of.equals(path) || !members.value().type().isSet()) {
            throw Tokens.malformed(function + " takes the attribute it is set to, and a set");
        }
        return function.equals("set_add")
                ? new Action.Add(path, members)
                : new Action.Delete(path, members);
    }

    private Operand operand() {
        if (Values.isNext(tokens)) {
            return new Operand.Literal(Values.read(tokens));
        }
        if (tokens.peek().isWord("list_append") && tokens.peekAfter().is("(")) {
            tokens.next();
            tokens.expect("(");
            tokens.enter();
            Operand first = operand();
            tokens.expect(",");
            Operand second = operand();
            tokens.leave();
            tokens.expect(")");
            return new Operand.Call("list_append", List.of(first, second));
        }
        return new Operand.At(tokens.path());
    }

    private Optional<Returning> returning() {
        if (!tokens.takeWord("RETURNING")) {
            return Optional.empty();
        }
        boolean all = tokens.takeWord("ALL");
        if (!all) {
            tokens.expectWord("MODIFIED");
        }
        boolean old = tokens.takeWord("OLD");
        if (!old) {
            tokens.expectWord("NEW");
        }
        tokens.expect("*");
        return Optional.of(Returning.valueOf((all ? "ALL" : "MODIFIED") + (old ? "_OLD" : "_NEW")));
    }
}
