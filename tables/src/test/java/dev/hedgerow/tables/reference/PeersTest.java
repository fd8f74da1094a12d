package dev.hedgerow.tables.reference;

import dev.hedgerow.tables.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * For developers: the requests that the product and the model are played, sent to others who answer
 * DynamoDB too. {@code -Dpeers=NAME=http://HOST:PORT,…} names them; with {@code =COMMAND} behind
 * one it is started here, and again when it hangs. Where they differ goes to {@code
 * target/peers-NAME.txt}, by kind and with an example; who is right is for a reader to decide. A
 * peer that did something else is given our items again, so that nothing is counted twice.
 */
@EnabledIfSystemProperty(named = "peers", matches = ".+")
final class PeersTest {
    private static final Set<String> READS =
            Set.of("GetItem", "Query", "Scan", "BatchGetItem", "TransactGetItems");

    private final long seed = Long.getLong("seed", new SplittableRandom().nextLong());
    private final Model model = new Model();
    private final AnyRequest requests = new AnyRequest(new SplittableRandom(seed), model);
    private final Map<Peer, Differences> peers = new LinkedHashMap<>();

    @Test
    void theSameRequestsAreSentToOthers() throws IOException {
        for (Peer peer : Peer.all(System.getProperty("peers", ""))) {
            peer.create();
            peers.put(peer, new Differences());
        }
        try (var product = new Product()) {
            product.create();
            for (int i = Integer.getInteger("requests", 10_000); i > 0; i--) {
                play(product);
            }
        } finally {
            peers.keySet().forEach(Peer::close);
        }
        for (Map.Entry<Peer, Differences> peer : peers.entrySet()) {
            String report = "seed " + seed + "\n" + peer.getValue().report(peer.getKey().name());
            Files.writeString(Path.of("target", "peers-" + peer.getKey().name() + ".txt"), report);
            System.out.println(report.lines().skip(1).findFirst().orElse(""));
        }
    }

    private void play(Product product) {
        Request request = requests.any(false);
        boolean ordered = request.run().get().ordered();
        Answer ours = product.ask(request.operation(), request.json());
        Map<String, V> items = items(model.all());
        peers.forEach((peer, differences) -> {
            Optional<Answer> theirs = peer.ask(request.operation(), request.json());
            boolean noted = differences.compare(request, ordered, ours, theirs);
            if (!READS.contains(request.operation()) || theirs.isEmpty()) {
                Map<String, V> theirItems = peer.scan().orElse(Map.of());
                if (!theirItems.equals(items)) {
                    if (!noted) {
                        differences.didOtherwise(request, items, theirItems);
                    }
                    peer.become(items);
                }
            }
        });
    }

    private static Map<String, V> items(List<Map<String, V>> all) {
        var items = new TreeMap<String, V>();
        all.forEach(item -> items.put(Peer.key(item), V.map(item)));
        return items;
    }
}
