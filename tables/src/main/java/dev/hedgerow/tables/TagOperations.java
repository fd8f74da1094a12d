package dev.hedgerow.tables;

import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader;
import dev.hedgerow.tables.refusal.Sentence;
import dev.hedgerow.tables.wire.JsonInput;
import dev.hedgerow.tables.wire.JsonOutput;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** TagResource, UntagResource and ListTagsOfResource. */
final class TagOperations {
    /** Tags of one answer. */
    static final int PAGE = 25;

    private static final byte[] NOTHING = JsonOutput.object(_ -> {});
    private static final int ARN_MOST = 1283;

    private final Reads reads;
    private final Writes writes;

    TagOperations(Reads reads, Writes writes) {
        this.reads = reads;
        this.writes = writes;
    }

    /** The parameters of all three. */
    private static final class Request {
        private @Nullable String arn;
        private @Nullable List<TagRequest> tags;
        private @Nullable List<String> keys;
        private @Nullable String next;

        static Request read(byte[] body) {
            var request = new Request();
            JsonInput.read(
                    body,
                    (name, input) -> {
                        switch (name) {
                            case "ResourceArn" -> request.arn = input.string();
                            case "Tags" -> request.tags = input.list(() -> TagRequest.read(input));
                            case "TagKeys" -> request.keys = input.list(input::string);
                            case "NextToken" -> request.next = input.string();
                            default -> input.skip();
                        }
                    });
            return request;
        }

        Constraints constraints() {
            return new Constraints()
                    .notNull("resourceArn", arn)
                    .chars("resourceArn", arn, 1, ARN_MOST);
        }

        String table() {
            String given = Checks.present(arn);
            return Arns.tableOf(given).orElseThrow(() -> Sentence.TAG_ARN.refusal(given));
        }

        TableSchema table(Lookup lookup) {
            return lookup.find(table())
                    .orElseThrow(() -> Sentence.TAG_NOT_FOUND.refusal(Checks.present(arn)));
        }
    }

    byte[] tag(byte[] body) {
        Request request = Request.read(body);
        request.constraints().notNull("tags", request.tags).check();
        List<TagRequest> tags = Checks.present(request.tags);
        if (tags.isEmpty()) {
            throw Sentence.TAGS_NONE.refusal();
        }
        TagRequest.check(tags);
        String _ = request.table();
        return writes.transact((tx, lookup) -> {
            TableSchema table = request.table(lookup);
            Tags.put(tx, table.id(), tags);
            int all = Tags.list(tx, Tags.all(table.id()), TagRequest.TAGS_MAX + 1).size();
            if (all > TagRequest.TAGS_MAX) {
                throw Sentence.TAGS_TOO_MANY.refusal();
            }
            return NOTHING;
        });
    }

    byte[] untag(byte[] body) {
        Request request = Request.read(body);
        request.constraints().notNull("tagKeys", request.keys).check();
        List<String> keys = Checks.present(request.keys);
        if (keys.isEmpty()) {
            throw Sentence.TAG_KEYS_NONE.refusal();
        }
        String _ = request.table();
        return writes.transact((tx, lookup) -> {
            TableSchema table = request.table(lookup);
            keys.forEach(key -> tx.delete(Tags.key(table.id(), key)));
            return NOTHING;
        });
    }

    byte[] list(byte[] body) {
        Request request = Request.read(body);
        request.constraints().check();
        String _ = request.table();
        return reads.read(lookup -> {
            long table = request.table(lookup).id();
            KeyRange all = Tags.all(table);
            KeyRange rest =
                    Optional.ofNullable(request.next)
                            .map(key -> all.after(Tags.key(table, key)))
                            .orElse(all);
            return new Reads.Plan<>(List.of(), reader -> listed(reader, rest));
        });
    }

    private static byte[] listed(Reader reader, KeyRange range) {
        List<Reader.Entry> found = Tags.list(reader, range, PAGE + 1);
        return JsonOutput.object(out -> {
            out.writeName("Tags");
            out.writeStartArray();
            String last = "";
            for (Reader.Entry tag : found.subList(0, Math.min(PAGE, found.size()))) {
                last = Tags.tag(tag.key());
                out.writeStartObject();
                out.writeStringProperty("Key", last);
                out.writeStringProperty("Value", tag.tuple().string(0));
                out.writeEndObject();
            }
            out.writeEndArray();
            if (found.size() > PAGE) {
                out.writeStringProperty("NextToken", last);
            }
        });
    }
}
