package dev.hedgerow.cli.demo;

import dev.hedgerow.client.Answer;
import dev.hedgerow.client.ClientException;
import dev.hedgerow.client.GraphCalls;
import dev.hedgerow.client.Query;
import dev.hedgerow.kernel.Threads;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;

/** Asks the same question again and again until it is stopped, and counts. */
final class ReaderLoop {
    private static final Query QUESTION =
            Query.of("MATCH (a:Airport)-[r:Route]->(b:Airport) RETURN count(*), sum(r.flights)");

    private final GraphCalls graph;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Thread thread;
    private final Set<String> generations = new TreeSet<>();
    private final Set<String> answers = new TreeSet<>();
    private int generationsPerQuery;
    private long queries;
    private long failures;

    ReaderLoop(GraphCalls graph, Threads threads) {
        this.graph = graph;
        this.thread = threads.start("reader", this::read);
    }

    private void read() {
        while (!stopped.get()) {
            try {
                Answer answer = graph.query(QUESTION);
                Set<String> named = Set.of(answer.generation());
                generations.addAll(named);
                generationsPerQuery = Math.max(generationsPerQuery, named.size());
                answers.add(answer.commit() + answer.rows());
            } catch (ClientException e) {
                failures++;
            }
            queries++;
        }
    }

    /** Stops asking; what it counted may be read afterwards. */
    void stop() {
        stopped.set(true);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    long queries() {
        return queries;
    }

    long failures() {
        return failures;
    }

    /** How many generations answered, over all queries. */
    int generations() {
        return generations.size();
    }

    /** How many generations one answer named, at most. */
    int generationsPerQuery() {
        return generationsPerQuery;
    }

    /** How many different answers there were. */
    int answers() {
        return answers.size();
    }
}
