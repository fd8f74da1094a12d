package dev.hedgerow.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Makes verbs out of annotated methods. Picocli would call them on the object of the command above
 * and count its own options among their parameters; here each verb calls its own holder.
 */
final class Verbs {
    private Verbs() {}

    /** Adds each annotated method of the holder as a verb. */
    static void add(CommandLine line, Object holder) {
        new CommandLine(holder)
                .getSubcommands()
                .forEach((name, verb) -> line.addSubcommand(name, bound(holder, verb)));
    }

    /** Adds the holder's noun, with each annotated method as a verb below it. */
    static void addNoun(CommandLine line, Object holder) {
        CommandSpec own = new CommandLine(holder).getCommandSpec();
        CommandSpec noun = CommandSpec.create();
        noun.usageMessage().description(own.usageMessage().description());
        CommandLine below = new CommandLine(noun);
        add(below, holder);
        line.addSubcommand(own.name(), below);
    }

    /** Gives every verb its {@code --help}. */
    static void explain(CommandLine line) {
        for (CommandLine verb : line.getSubcommands().values()) {
            verb.getCommandSpec().mixinStandardHelpOptions(true);
            verb.getCommandSpec().versionProvider(new Versions());
            explain(verb);
        }
    }

    private static CommandSpec bound(Object holder, CommandLine verb) {
        CommandSpec own = verb.getCommandSpec();
        Method method = (Method) own.userObject();
        Callable<Object> call =
                () -> {
                    try {
                        Object[] values = own.args().stream().map(ArgSpec::getValue).toArray();
                        return method.invoke(holder, values);
                    } catch (InvocationTargetException e) {
                        if (e.getCause() instanceof Exception cause) {
                            throw cause;
                        }
                        throw e;
                    }
                };
        method.setAccessible(true);
        CommandSpec spec = CommandSpec.wrapWithoutInspection(call);
        own.args().forEach(spec::add);
        spec.usageMessage().description(own.usageMessage().description());
        return spec;
    }
}
