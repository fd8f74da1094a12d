package dev.hedgerow.query;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the tokens of a statement and knows at each whether an operand is expected or
 * whether one is complete. In front of an operand every word but a few is a name. Behind one, where
 * alone a clause can begin, only known words pass, so nothing the engine knows and we do not gets
 * through.
 */
final class Walk {
    private final String cypher;
    private final List<Token> tokens;
    private final Nesting nesting;
    private final SizedCalls sized;
    private final Casts casts;
    private final Clauses clauses;

    private int at;
    private State state = State.CLAUSE;

    /** What the next token may be. */
    enum State {
        /** The first word of a clause. */
        CLAUSE,
        /** An operand. */
        OPERAND,
        /** What stands behind an operand. */
        BEHIND
    }

    Walk(
            String cypher,
            List<Token> tokens,
            Map<String, @Nullable Object> parameters,
            CypherLimits limits) {
        this.cypher = cypher;
        this.tokens = tokens;
        this.nesting = new Nesting(cypher, limits);
        this.casts = new Casts(cypher, tokens);
        this.sized = new SizedCalls(cypher, tokens, parameters, limits.listElements());
        this.clauses = new Clauses(cypher, limits);
    }

    /**
     * Checks the whole statement.
     *
     * @return whether it asks for a plan
     */
    boolean walk() {
        nesting.open(Frame.Kind.STATEMENT, tokens.getFirst(), "");
        if (current().kind() == Token.Kind.END || current().isSymbol(';')) {
            throw invalid(current(), "the query is empty", "write for instance RETURN 1");
        }
        boolean explains = prefix();
        while (current().kind() != Token.Kind.END && !current().isSymbol(';')) {
            step();
        }
        end();
        return explains;
    }

    private boolean prefix() {
        if (!Words.PREFIXES.contains(current().upper()) || current().kind() != Token.Kind.WORD) {
            return false;
        }
        at++;
        if (current().isWord("LOGICAL")) {
            at++;
        }
        return true;
    }

    private void end() {
        if (frame().kind != Frame.Kind.STATEMENT) {
            var opening = frame().opening;
            throw invalid(opening, "'" + opening.text() + "' is not closed", "");
        }
        if (state != State.BEHIND || frame().cases > 0) {
            var missing = frame().cases > 0 ? "END" : "something more";
            throw invalid(current(), "the query ends where " + missing + " was expected", "");
        }
        clauses.end(current());
        if (current().isSymbol(';') && tokens.get(at + 1).kind() != Token.Kind.END) {
            throw Refusals.refused(
                    cypher,
                    tokens.get(at + 1).start(),
                    "a second statement follows",
                    "send one statement at a time");
        }
    }

    private void step() {
        var token = current();
        if (frame().isType) {
            type(token);
            return;
        }
        switch (token.kind()) {
            case SYMBOL -> symbol(token);
            case WORD -> {
                switch (state) {
                    case CLAUSE -> clause(token);
                    case OPERAND -> operandWord(token);
                    case BEHIND -> wordBehind(token);
                }
            }
            case QUOTED_NAME -> {
                expectOperand(token);
                name(token);
            }
            case STRING, NUMBER, PARAMETER -> {
                expectOperand(token);
                at++;
                state = State.BEHIND;
            }
            case END -> throw new IllegalStateException("walked past the end");
        }
    }

    /** A type between the AS of a CAST and its parenthesis; there no clause can begin. */
    private void type(Token token) {
        if (token.kind() == Token.Kind.SYMBOL) {
            if (token.isSymbol(')') && frame().kind == Frame.Kind.CALL) {
                frame().isType = false;
                state = State.BEHIND;
                close(token);
                return;
            }
            switch (token.text()) {
                case "(", "[" -> {
                    open(token.isSymbol('(') ? Frame.Kind.PARENTHESES : Frame.Kind.BRACKETS, "");
                    frame().isType = true;
                    return;
                }
                case ")", "]" -> {
                    close(token);
                    return;
                }
                case "," -> {}
                default -> throw unexpected(token, "a type was expected");
            }
        } else if (token.kind() != Token.Kind.WORD && token.kind() != Token.Kind.NUMBER) {
            throw unexpected(token, "a type was expected");
        }
        at++;
    }

    private void symbol(Token token) {
        if (state == State.CLAUSE) {
            throw unexpected(token, "a clause was expected");
        }
        switch (token.text()) {
            case "(" -> parenthesis(token);
            case "[" -> {
                if (state == State.BEHIND) {
                    nesting.link(current());
                }
                open(Frame.Kind.BRACKETS, "");
            }
            case "{" -> open(Frame.Kind.BRACES, "");
            case ")", "]", "}" -> close(token);
            case "," -> {
                nesting.endExpression();
                operandNext();
            }
            case "*" -> star();
            case "-" -> minus(token);
            case "." -> {
                boolean isLong = at > 1 && tokens.get(at - 2).isSymbol('.');
                if (isLong) {
                    nesting.link(current());
                }
                operandNext();
            }
            case "=", "<", ">", "~", ":" -> operandNext();
            default -> {
                nesting.link(current());
                operandNext();
            }
        }
    }

    private void parenthesis(Token token) {
        // Behind an operand a parenthesis stands only in a relation: [e:R*1..3 (r, n | WHERE …)].
        if (state == State.BEHIND && frame().kind != Frame.Kind.BRACKETS) {
            throw unexpected(token, "an operator or a clause was expected");
        }
        if (endsRelation()) {
            nesting.countRelation(token);
        }
        open(Frame.Kind.PARENTHESES, "");
    }

    /** Whether the parenthesis here is the node behind a relation. */
    private boolean endsRelation() {
        int line = tokens.get(at - 1).isSymbol('>') ? at - 2 : at - 1;
        if (line < 1 || !tokens.get(line).isSymbol('-')) {
            return false;
        }
        var before = tokens.get(line - 1);
        return before.isSymbol(']') || before.isSymbol('-');
    }

    private void star() {
        // The star of RETURN *, count(*) and n.* is an operand, that of [e:R*1..3] and a * b is
        // not.
        boolean isOperand = state == State.OPERAND && frame().kind != Frame.Kind.BRACKETS;
        if (!isOperand) {
            nesting.link(current());
        }
        at++;
        state = isOperand ? State.BEHIND : State.OPERAND;
    }

    private void minus(Token token) {
        if (isLambda(token)) {
            frame().repeats = true;
        } else {
            nesting.link(current());
        }
        operandNext();
    }

    /** Whether the minus begins the arrow of {@code x -> …}, not that of a pattern. */
    private boolean isLambda(Token minus) {
        var next = tokens.get(at + 1);
        return state == State.BEHIND
                && next.isSymbol('>')
                && next.start() == minus.end()
                && !tokens.get(at - 1).isSymbol(']');
    }

    /** A word where a clause begins. */
    private void clause(Token token) {
        at += clauses.begin(frame(), tokens, at);
        nesting.endExpression();
        state = State.OPERAND;
        if (token.isWord("CALL")) {
            open(Frame.Kind.CALL, tokens.get(at - 1).upper());
        }
    }

    private void operandWord(Token token) {
        boolean isNamed = Words.isNamed(tokens, at);
        var next = tokens.get(at + 1);
        var word = token.upper();
        if (!isNamed && next.isSymbol('{') && (word.equals("EXISTS") || word.equals("COUNT"))) {
            at++;
            open(Frame.Kind.SUBQUERY, "");
            state = State.CLAUSE;
        } else if (!isNamed && keepsExpecting(token, word)) {
            at++;
        } else {
            name(token);
        }
    }

    /** Whether an operand is still expected behind the word. */
    private boolean keepsExpecting(Token token, String word) {
        var before = tokens.get(at - 1);
        return switch (word) {
            case "NOT" -> {
                nesting.link(current());
                yield true;
            }
            case "CASE" -> {
                nesting.beginCase(token);
                yield true;
            }
            case "WHEN" -> before.isWord("CASE");
            case "DISTINCT" ->
                    before.isWord("RETURN") || before.isWord("WITH") || before.isSymbol('(');
            case "WHERE" -> {
                boolean filters = before.isSymbol('|') && frame().kind == Frame.Kind.PARENTHESES;
                frame().repeats |= filters;
                yield filters;
            }
            default ->
                    Words.WALKS.contains(word)
                            && frame().kind == Frame.Kind.BRACKETS
                            && (before.isSymbol('*') || before.isWord("ALL"));
        };
    }

    /** A name, of a function when a parenthesis follows. */
    private void name(Token token) {
        at++;
        state = State.BEHIND;
        if (current().isSymbol('(') && !isWalkCost(token)) {
            function(token);
        }
    }

    private boolean isWalkCost(Token token) {
        return token.isWord("WSHORTEST") && frame().kind == Frame.Kind.BRACKETS;
    }

    private void function(Token token) {
        var upper = token.upper();
        clauses.checkFunction(token);
        if (Functions.SIZED.contains(upper)) {
            if (nesting.repeats()) {
                throw Refusals.refused(
                        cypher,
                        token.start(),
                        token.text() + " is called for every element of something",
                        "make the list once, before, with WITH or as a parameter");
            }
            sized.check(at - 1);
        }
        if (upper.equals("CAST")) {
            casts.check(at - 1);
        }
        open(Frame.Kind.CALL, upper);
    }

    private void wordBehind(Token token) {
        var word = token.upper();
        if (Words.OPERATORS.contains(word)) {
            operator(word);
        } else if (frame().cases > 0 && caseWord(word)) {
            at++;
        } else if (word.equals("AS") && (frame().hasClauses() || frame().function.equals("CAST"))) {
            frame().isType = frame().function.equals("CAST");
            nesting.endExpression();
            operandNext();
        } else if (word.equals("WHERE") && Words.QUANTIFIERS.contains(frame().function)) {
            frame().repeats = true;
            operandNext();
        } else if (frame().hasClauses()) {
            clauseBehind(token, word);
        } else {
            throw notClosed(token);
        }
    }

    /**
     * A word inside brackets that cannot be there: when it begins a clause, they were forgotten.
     */
    private RuntimeException notClosed(Token token) {
        if (!Clauses.isKnown(token.upper())) {
            return clauses.unexpected(token, "an operator or a closing bracket was expected");
        }
        var opening = frame().opening;
        return invalid(
                token,
                "'%s' stands here, but the '%s' at %s is not closed"
                        .formatted(
                                token.text(),
                                opening.text(),
                                Refusals.place(cypher, opening.start())),
                "add " + frame().kind.closing);
    }

    private void operator(String word) {
        nesting.link(current());
        at++;
        boolean isPair = word.equals("STARTS") || word.equals("ENDS");
        if (isPair) {
            if (!current().isWord("WITH")) {
                throw unexpected(current(), "WITH was expected behind " + word);
            }
            at++;
        }
        state = State.OPERAND;
    }

    private boolean caseWord(String word) {
        switch (word) {
            case "WHEN", "THEN", "ELSE" -> {
                nesting.endExpression();
                state = State.OPERAND;
            }
            case "END" -> frame().cases--;
            default -> {
                return false;
            }
        }
        return true;
    }

    private void clauseBehind(Token token, String word) {
        if (frame().cases > 0) {
            throw clauses.unexpected(token, "WHEN, THEN, ELSE or END was expected");
        }
        if (Words.DIRECTIONS.contains(word)) {
            at++;
        } else if (word.equals("WHERE") || word.equals("YIELD")) {
            nesting.endExpression();
            operandNext();
        } else if (frame().kind == Frame.Kind.STATEMENT && word.equals("ORDER")) {
            if (!tokens.get(at + 1).isWord("BY")) {
                throw unexpected(tokens.get(at + 1), "BY was expected behind ORDER");
            }
            at++;
            nesting.endExpression();
            operandNext();
        } else if (frame().kind == Frame.Kind.STATEMENT && Clauses.PAGES.contains(word)) {
            nesting.endExpression();
            operandNext();
        } else if (frame().kind == Frame.Kind.STATEMENT && word.equals("UNION")) {
            clauses.end(token);
            frame().relations = 0;
            at += tokens.get(at + 1).isWord("ALL") ? 2 : 1;
            state = State.CLAUSE;
        } else {
            clause(token);
        }
    }

    private void open(Frame.Kind kind, String function) {
        nesting.open(kind, current(), function);
        operandNext();
    }

    private void close(Token token) {
        var closed = frame();
        if (!closed.kind.closing.equals(token.text())) {
            throw unexpected(token, "nothing that it closes is open");
        }
        if (closed.cases > 0) {
            throw unexpected(token, "END was expected first");
        }
        nesting.close();
        at++;
        state = State.BEHIND;
    }

    private void operandNext() {
        at++;
        state = State.OPERAND;
    }

    private void expectOperand(Token token) {
        if (state == State.CLAUSE) {
            throw unexpected(token, "a clause was expected");
        }
        if (state == State.BEHIND) {
            throw unexpected(token, "an operator or a clause was expected");
        }
    }

    private Frame frame() {
        return nesting.top();
    }

    private Token current() {
        return tokens.get(Math.min(at, tokens.size() - 1));
    }

    private RuntimeException unexpected(Token token, String expected) {
        return clauses.unexpected(token, expected);
    }

    private RuntimeException invalid(Token token, String problem, String fix) {
        return Refusals.invalid(cypher, token.start(), problem, fix);
    }
}
