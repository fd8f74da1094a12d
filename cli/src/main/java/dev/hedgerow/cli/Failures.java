package dev.hedgerow.cli;

import dev.hedgerow.cli.text.Terminal;
import dev.hedgerow.cli.text.Words;
import dev.hedgerow.client.ClientException;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Violation;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong in one sentence, then where, and picks the exit code. */
final class Failures {
    private static final int PLACES = 20;

    private final Options options;
    private final Terminal terminal;

    Failures(Options options, Terminal terminal) {
        this.options = options;
        this.terminal = terminal;
    }

    /** A command that ran and failed. */
    int failed(Exception exception, CommandLine command, ParseResult parsed) {
        Told told = told(exception);
        if (options.json()) {
            terminal.err().println(Session.JSON.writeValueAsString(told.json()));
        } else {
            print(told);
        }
        if (options.verbose) {
            exception.printStackTrace(terminal.err());
        }
        return told.kind().exitCode();
    }

    /** Arguments that make no sense. */
    int misused(ParameterException exception, String[] arguments) {
        CommandLine command = exception.getCommandLine();
        PrintStream err = terminal.err();
        boolean noVerb =
                !command.getSubcommands().isEmpty()
                        && String.valueOf(exception.getMessage())
                                .startsWith("Missing required subcommand");
        if (noVerb) {
            command.usage(err);
            return Failure.Kind.WRONG_USE.exitCode();
        }
        err.println("hedgerow: " + sentence(exception));
        UnmatchedArgumentException.printSuggestions(exception, command.getErr());
        String name = command.getCommandSpec().qualifiedName();
        err.println("See '" + name + " --help'.");
        return Failure.Kind.WRONG_USE.exitCode();
    }

    private static String sentence(ParameterException exception) {
        Throwable cause = exception.getCause();
        String text =
                cause instanceof IllegalArgumentException && cause.getMessage() != null
                        ? cause.getMessage()
                        : String.valueOf(exception.getMessage());
        return Words.plain(text);
    }

    private void print(Told told) {
        PrintStream err = terminal.err();
        err.println("hedgerow: " + Words.plain(told.headline()));
        List<Violation> violations = told.places();
        int shown = options.verbose ? violations.size() : Math.min(PLACES, violations.size());
        for (Violation violation : violations.subList(0, shown)) {
            err.println("  " + Words.plain(violation.toString()));
        }
        if (shown < violations.size()) {
            err.printf("  and %s more; --verbose lists them%n", violations.size() - shown);
        }
        if (options.verbose && !told.context().isEmpty()) {
            err.println("  " + told.code() + " " + told.context());
        }
    }

    private static Told told(Exception exception) {
        return switch (exception) {
            case ClientException e ->
                    new Told(e.kind(), e.code(), e.detail(), e.violations(), e.context());
            case HedgerowException e ->
                    new Told(
                            e.failure().kind(),
                            e.failure().code(),
                            String.valueOf(e.getMessage()),
                            e.violations(),
                            e.context());
            case NoSuchFileException e ->
                    of(Failure.NOT_FOUND, "There is no file %s".formatted(e.getFile()));
            case AccessDeniedException e ->
                    of(Failure.INPUT_OUTPUT, "%s may not be read".formatted(e.getFile()));
            case IOException e -> of(Failure.INPUT_OUTPUT, String.valueOf(e.getMessage()));
            default ->
                    of(
                            Failure.INTERNAL,
                            "An unexpected error, which is a mistake in hedgerow: %s (--verbose"
                                            .formatted(exception)
                                    + " says where)");
        };
    }

    private static Told of(Failure failure, String sentence) {
        return new Told(failure.kind(), failure.code(), sentence, List.of(), Map.of());
    }

    private record Told(
            Failure.Kind kind,
            String code,
            String sentence,
            List<Violation> violations,
            Map<String, Object> context) {
        /** The sentence, without a first place that is listed below it. */
        String headline() {
            List<Violation> places = places();
            String first = places.isEmpty() ? "" : places.getFirst().toString();
            boolean repeats = !first.isEmpty() && sentence.endsWith(": " + first);
            return repeats
                    ? sentence.substring(0, sentence.length() - first.length() - 2)
                    : sentence;
        }

        /** What to list below the sentence: nothing when it tells the only place itself. */
        List<Violation> places() {
            boolean tellsAll =
                    violations.size() == 1 && sentence.contains(violations.getFirst().problem());
            return tellsAll ? List.of() : violations;
        }

        Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("code", code);
            json.put("detail", sentence);
            json.put("violations", violations);
            json.put("context", context);
            return json;
        }
    }
}
