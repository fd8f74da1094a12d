package dev.hedgerow.simulation;

import dev.hedgerow.engine.CypherEngine;
import dev.hedgerow.engine.EngineDatabase;
import dev.hedgerow.engine.Session;
import dev.hedgerow.engine.Statement;
import dev.hedgerow.fleet.Attachment;
import dev.hedgerow.fleet.Folders;
import dev.hedgerow.fleet.VolumeProvider;
import dev.hedgerow.kernel.InstanceId;
import dev.hedgerow.kernel.VolumeId;
import dev.hedgerow.projection.BuildStep;
import dev.hedgerow.simulation.disk.Mount;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.TransactionOptions;
import dev.hedgerow.store.Tuple;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Stores with one protection taken away, to see that the checks notice. */
final class Weakened {
    private Weakened() {}

    /** Reads are not validated at commit. */
    static Store withoutValidation(Store store) {
        return transacting(
                store,
                (options, function) ->
                        store.transact(options, tx -> function.apply(unchecked(tx))));
    }

    /** A repetition is carried out once more. */
    static Store withoutTokens(Store store) {
        return transacting(
                store,
                (options, function) ->
                        store.transact(
                                new TransactionOptions(
                                        options.timeout(), options.attempts(), Optional.empty()),
                                function));
    }

    /** Protections of the past are not written down. */
    static Store withoutProtections(Store store) {
        return transacting(
                store,
                (options, function) ->
                        store.transact(options, tx -> function.apply(unprotecting(tx))));
    }

    private static Transaction unprotecting(Transaction tx) {
        return proxy(
                Transaction.class,
                (_, method, arguments) ->
                        method.getName().equals("protect") ? null : call(tx, method, arguments));
    }

    /** Index keys of placements are written behind the transaction that they belong to. */
    static Store withoutIndexes(Store store) {
        return transacting(
                store,
                (options, function) -> {
                    var later = new LinkedHashMap<Key, Object>();
                    var outcome =
                            store.transact(options, tx -> function.apply(postponing(tx, later)));
                    store.transact(tx -> {
                        later.forEach((key, value) -> tx.put(key, (Tuple) value));
                        return true;
                    });
                    return outcome;
                });
    }

    private static Transaction postponing(Transaction tx, Map<Key, Object> later) {
        return proxy(
                Transaction.class,
                (_, method, arguments) -> {
                    boolean postponed =
                            method.getName().equals("put")
                                    && arguments[1] instanceof Tuple
                                    && ((Key) arguments[0])
                                            .tuple()
                                            .string(0)
                                            .equals("volume-graph");
                    return postponed
                            ? later.put((Key) arguments[0], arguments[1])
                            : call(tx, method, arguments);
                });
    }

    /** Takes the registry's word for who has a volume, and leaves the disk alone. */
    static VolumeProvider withoutManifests(VolumeProvider provider) {
        return proxy(
                VolumeProvider.class,
                (_, method, arguments) ->
                        method.getName().equals("attach")
                                ? new Attachment(
                                        (VolumeId) arguments[0],
                                        (InstanceId) arguments[1],
                                        (Long) arguments[2],
                                        Path.of("/"))
                                : call(provider, method, arguments));
    }

    /** What a transaction of the engine says of itself is committed before the rest of it. */
    static CypherEngine withMarkerFirst(CypherEngine engine) {
        return withSessions(engine, Weakened::markerFirst);
    }

    @SuppressWarnings("unchecked")
    private static Session markerFirst(Session session) {
        var held = new ArrayList<Statement>();
        var open = new boolean[1];
        return proxy(
                Session.class,
                (_, method, arguments) -> {
                    switch (method.getName()) {
                        case "begin" -> {
                            open[0] = true;
                            if (arguments != null) {
                                var now = new ArrayList<>((List<Statement>) arguments[0]);
                                now.removeIf(each -> !each.text().startsWith("COMMENT"));
                                held.addAll((List<Statement>) arguments[0]);
                                held.removeAll(now);
                                session.begin(now);
                                return null;
                            }
                        }
                        case "commit", "rollback" -> {
                            boolean last = open[0] && method.getName().equals("commit");
                            open[0] = false;
                            var rest = last ? List.copyOf(held) : List.<Statement>of();
                            held.clear();
                            if (!rest.isEmpty()) {
                                session.commit();
                                session.begin();
                            }
                            rest.forEach(each -> session.execute(each.text(), each.parameters()));
                        }
                        case "execute" -> {
                            if (open[0] && !((String) arguments[0]).startsWith("COMMENT")) {
                                var values = arguments.length > 1 ? arguments[1] : Map.of();
                                held.add(
                                        new Statement(
                                                (String) arguments[0],
                                                (Map<String, @Nullable Object>) values));
                                return null;
                            }
                        }
                        default -> {}
                    }
                    return call(session, method, arguments);
                });
    }

    /** Each question sees its own moment, and not that of its transaction. */
    static CypherEngine withoutReadTransactions(CypherEngine engine) {
        return withSessions(
                engine,
                session ->
                        proxy(
                                Session.class,
                                (_, method, arguments) ->
                                        method.getName().equals("beginReadOnly")
                                                ? null
                                                : call(session, method, arguments)));
    }

    private static CypherEngine withSessions(CypherEngine engine, UnaryOperator<Session> how) {
        return proxy(
                CypherEngine.class,
                (_, method, arguments) ->
                        method.getName().equals("open")
                                ? withSessions(
                                        (EngineDatabase) call(engine, method, arguments), how)
                                : call(engine, method, arguments));
    }

    private static EngineDatabase withSessions(
            EngineDatabase database, UnaryOperator<Session> how) {
        return proxy(
                EngineDatabase.class,
                (_, method, arguments) ->
                        method.getName().equals("session")
                                ? how.apply(database.session())
                                : call(database, method, arguments));
    }

    /** Every generation but the newest goes as soon as that one is promoted. */
    static void retiringAtOnce(BuildStep step, Mount mount) {
        if (step != BuildStep.PROMOTED) {
            return;
        }
        var volumes = mount.root().resolve("volumes");
        for (String volume : Folders.names(volumes)) {
            var graphs = volumes.resolve(volume).resolve("graphs");
            for (String graph : Folders.names(graphs)) {
                var numbers = Folders.names(graphs.resolve(graph)).stream().map(Long::valueOf);
                for (Long number : numbers.sorted(Comparator.reverseOrder()).skip(1).toList()) {
                    Folders.delete(graphs.resolve(graph).resolve(number.toString()));
                }
            }
        }
    }

    /** A snapshot is of the time of each read. */
    static Store withoutSnapshots(Store store) {
        return proxy(
                Store.class,
                (_, method, arguments) -> {
                    boolean plain = method.getName().equals("snapshot") && arguments == null;
                    return plain ? moving(store) : call(store, method, arguments);
                });
    }

    private interface Transact {
        Store.Outcome<Object> run(
                TransactionOptions options, Function<Transaction, Object> function);
    }

    @SuppressWarnings("unchecked")
    private static Store transacting(Store store, Transact transact) {
        return proxy(
                Store.class,
                (_, method, arguments) -> {
                    if (!method.getName().equals("transact")) {
                        return call(store, method, arguments);
                    }
                    var function = (Function<Transaction, Object>) arguments[arguments.length - 1];
                    return arguments.length == 2
                            ? transact.run((TransactionOptions) arguments[0], function)
                            : transact.run(TransactionOptions.DEFAULT, function)
                                    .committed()
                                    .value();
                });
    }

    private static Transaction unchecked(Transaction tx) {
        return proxy(
                Transaction.class,
                (_, method, arguments) -> {
                    boolean reads =
                            method.getName().equals("get") || method.getName().equals("scan");
                    return reads
                            ? call(tx.unchecked(), method, arguments)
                            : call(tx, method, arguments);
                });
    }

    private static Store.Snapshot moving(Store store) {
        var first = store.snapshot();
        return proxy(
                Store.Snapshot.class,
                (_, method, arguments) -> {
                    if (method.getDeclaringClass() != Reader.class
                            || method.getName().equals("stamp")) {
                        return call(first, method, arguments);
                    }
                    try (var now = store.snapshot()) {
                        return call(now, method, arguments);
                    }
                });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
