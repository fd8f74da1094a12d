package dev.hedgerow.query;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Nearest;
import dev.hedgerow.kernel.Violation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Says where a query is wrong when the engine refused it. The engine knows names and types but not
 * places; the query and the schema tell the place and what was probably meant.
 */
public final class EngineWords {
    private static final Pattern PROPERTY =
            Pattern.compile("Cannot find property (.+) for (.+)\\.");
    private static final Pattern TYPE = Pattern.compile("Table (.+) does not exist\\.");
    private static final Pattern LABEL =
            Pattern.compile("Cannot bind (.+) as a (node|relationship) pattern label\\.");
    private static final Pattern VARIABLE = Pattern.compile("Variable (.+) is not in scope\\.");
    private static final Pattern OPERANDS =
            Pattern.compile(
                    "Cannot match a built-in function for given function (.+?)\\((.*?)\\)\\..*");
    private static final Pattern ARGUMENTS =
            Pattern.compile(
                    "Function (\\w+) did not receive correct arguments: Actual: \\((.*?)\\)"
                            + " Expected: (?:DISTINCT )?(.*)");
    private static final Pattern KIND =
            Pattern.compile(
                    "(?:Expression )?(\\w+)(?:\\.(\\w+))? has data type (\\w+) but \\(?(?:expected )?"
                            + "([\\w,]+?)\\)?(?: was expected)?\\..*");
    private static final Pattern PAGE = Pattern.compile("The number of rows to skip/limit .*");
    private static final int SIGNATURES = 80;

    private final String cypher;
    private final List<Token> tokens;
    private final Vocabulary known;

    private EngineWords(String cypher, Vocabulary known) {
        this.cypher = cypher;
        this.tokens = new Lexer(cypher).tokens();
        this.known = known;
    }

    /**
     * The same refusal with the place and the fix, as far as they can be told.
     *
     * @param refusal what the engine said of the query
     * @param cypher the query as it was sent, which has passed the check
     */
    public static HedgerowException explained(
            HedgerowException refusal, String cypher, Vocabulary known) {
        if (refusal.failure() != Failure.CYPHER_INVALID || !refusal.violations().isEmpty()) {
            return refusal;
        }
        String words = String.valueOf(refusal.getMessage());
        Violation violation = new EngineWords(cypher, known).violation(words);
        var explained =
                HedgerowException.refused(
                        refusal.failure(), violation.toString(), List.of(violation));
        explained.initCause(refusal);
        return explained;
    }

    private Violation violation(String words) {
        return match(PROPERTY, words)
                .map(m -> property(m.group(1), m.group(2)))
                .or(() -> match(TYPE, words).map(m -> type(m.group(1), known.types())))
                .or(() -> match(LABEL, words).map(m -> label(m.group(1), m.group(2))))
                .or(() -> match(VARIABLE, words).map(m -> variable(m.group(1))))
                .or(() -> match(OPERANDS, words).map(m -> operands(m.group(1), m.group(2))))
                .or(() -> match(ARGUMENTS, words).map(this::arguments))
                .or(() -> match(KIND, words).map(this::kind))
                .or(() -> match(PAGE, words).map(_ -> page()))
                .orElseGet(() -> new Violation("query", withoutStop(words)));
    }

    private static Optional<MatchResult> match(Pattern pattern, String words) {
        var matcher = pattern.matcher(words);
        return matcher.matches() ? Optional.of(matcher.toMatchResult()) : Optional.empty();
    }

    private static String withoutStop(String words) {
        return words.endsWith(".") ? words.substring(0, words.length() - 1) : words;
    }

    private Violation property(String name, String variable) {
        List<String> types = types(variable);
        String of = types.isEmpty() ? variable : String.join(" and ", types);
        return at(
                place(at -> tokens.get(at).text().equals(name) && isProperty(at)),
                "%s has no property %s".formatted(of, name),
                Nearest.fix(name, known.properties(types)));
    }

    /** Behind a point, or before the colon of {@code {name: value}}. */
    private boolean isProperty(int at) {
        boolean behindPoint = at > 0 && tokens.get(at - 1).isSymbol('.');
        return behindPoint || tokens.get(at + 1).isSymbol(':');
    }

    /** The labels that the query itself gives the variable. */
    private List<String> types(String variable) {
        List<String> types = new ArrayList<>();
        for (int at = 0; at + 2 < tokens.size(); at++) {
            if (!isName(at, variable) || !tokens.get(at + 1).isSymbol(':')) {
                continue;
            }
            int next = at + 2;
            while (tokens.get(next).isName()) {
                if (known.types().contains(tokens.get(next).text())) {
                    types.add(tokens.get(next).text());
                }
                next++;
                boolean more = tokens.get(next).isSymbol('|') || tokens.get(next).isSymbol(':');
                next += more ? 1 : 0;
            }
        }
        return types;
    }

    private Violation type(String name, Collection<String> types) {
        return at(
                place(at -> isName(at, name) && isLabel(at)),
                "the graph has no type %s".formatted(name),
                Nearest.fix(name, types));
    }

    private boolean isLabel(int at) {
        return at > 0 && (tokens.get(at - 1).isSymbol(':') || tokens.get(at - 1).isSymbol('|'));
    }

    private Violation label(String name, String place) {
        boolean wantsNode = place.equals("node");
        var types = wantsNode ? known.nodes().keySet() : known.edges().keySet();
        return at(
                place(at -> isName(at, name) && isLabel(at)),
                "%s is a type of %s, not of %s"
                        .formatted(
                                name, wantsNode ? "edges" : "nodes", wantsNode ? "nodes" : "edges"),
                Nearest.fix(name, types));
    }

    private Violation variable(String name) {
        return at(
                place(at -> isName(at, name)),
                "nothing is called %s here".formatted(name),
                "name it in MATCH, WITH or UNWIND before");
    }

    private Violation operands(String function, String types) {
        return at(
                place(at -> isCalled(at, function)),
                "%s does not take (%s)".formatted(function, spaced(types)),
                "cast one of them, as in CAST(x AS STRING)");
    }

    private Violation arguments(MatchResult match) {
        String expected = match.group(3);
        return at(
                place(at -> isCalled(at, match.group(1))),
                "%s does not take (%s)"
                        .formatted(match.group(1).toLowerCase(Locale.ROOT), spaced(match.group(2))),
                expected.length() > SIGNATURES ? "" : "it takes " + expected);
    }

    private static String spaced(String types) {
        return types.replace(",", ", ");
    }

    private Violation kind(MatchResult match) {
        String name = match.group(2) == null ? match.group(1) : match.group(2);
        String whole = match.group(2) == null ? name : match.group(1) + "." + name;
        return at(
                place(at -> isName(at, name)),
                "%s is %s, where %s was expected"
                        .formatted(whole, match.group(3), match.group(4).replace(",", " or ")),
                "");
    }

    private Violation page() {
        return at(
                place(at -> tokens.get(at).isWord("LIMIT") || tokens.get(at).isWord("SKIP")),
                "LIMIT and SKIP take a number from 0",
                "");
    }

    private boolean isName(int at, String name) {
        return tokens.get(at).isName() && tokens.get(at).text().equals(name);
    }

    /** Functions are named in any letter case, operators by their symbol. */
    private boolean isCalled(int at, String function) {
        Token token = tokens.get(at);
        return token.kind() == Token.Kind.SYMBOL
                ? token.text().equals(function)
                : token.upper().equals(function.toUpperCase(Locale.ROOT));
    }

    private String place(Predicate<Integer> wanted) {
        for (int at = 0; at + 1 < tokens.size(); at++) {
            if (wanted.test(at)) {
                return Refusals.place(cypher, tokens.get(at).start());
            }
        }
        return "query";
    }

    private static Violation at(String place, String problem, String fix) {
        return new Violation(place, problem, fix);
    }
}
