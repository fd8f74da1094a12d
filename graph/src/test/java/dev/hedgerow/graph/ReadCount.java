package dev.hedgerow.graph;

import dev.hedgerow.store.Transaction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the reads of transactions. */
final class ReadCount {
    private final AtomicInteger reads = new AtomicInteger();

    Transaction counting(Transaction tx) {
        return (Transaction)
                Proxy.newProxyInstance(
                        ReadCount.class.getClassLoader(),
                        new Class<?>[] {Transaction.class},
                        (_, method, arguments) -> {
                            if (method.getName().equals("get") || method.getName().equals("scan")) {
                                reads.incrementAndGet();
                            }
                            try {
                                return method.invoke(tx, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    int take() {
        return reads.getAndSet(0);
    }
}
