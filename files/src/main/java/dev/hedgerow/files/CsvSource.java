package dev.hedgerow.files;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.hedgerow.kernel.Violation;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads {@link Csv}. */
final class CsvSource implements RowSource {
    private final CsvMapping mapping;
    private final Input input;
    private final CsvRecords records = new CsvRecords();
    private final CloseableIterator<CsvRecords.Fields> iterator;
    private Optional<CsvPlan> plan = Optional.empty();
    private boolean ended;

    CsvSource(CsvMapping mapping, Input input) {
        this.mapping = mapping;
        this.input = input;
        var decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE)
                        .replaceWith(CsvRecords.BROKEN);
        this.iterator =
                CsvReader.builder()
                        .allowUnclosedQuote(false)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .skipEmptyLines(true)
                        .maxBufferSize(Csv.MAX_RECORD_CHARACTERS)
                        .build(records, new InputStreamReader(new AfterMark(input), decoder))
                        .iterator();
    }

    @Override
    public String name() {
        return input.name();
    }

    @Override
    public Optional<Row> next() {
        if (ended) {
            return Optional.empty();
        }
        try {
            if (plan.isEmpty()) {
                var refusal = readHeader();
                if (refusal.isPresent()) {
                    ended = true;
                    return refusal;
                }
            }
            if (!iterator.hasNext()) {
                ended = true;
                return Optional.empty();
            }
            return Optional.of(plan.orElseThrow().row(iterator.next()));
        } catch (CsvParseException e) {
            // What a broken quote swallowed is unknown, so nothing behind it can be trusted.
            ended = true;
            return Optional.of(CsvRefusals.broken(new Place(name(), records.line()), e));
        } catch (UncheckedIOException e) {
            throw Input.failed(
                    name(),
                    java.util.Objects.requireNonNullElseGet(
                            e.getCause(), () -> new IOException(e)));
        }
    }

    private Optional<Row> readHeader() {
        if (!iterator.hasNext()) {
            var place = new Place(name(), 1);
            var violation = new Violation(place.toString(), "the file has no header line");
            return Optional.of(new Row.BadRow(place, violation));
        }
        var header = iterator.next();
        return switch (CsvPlan.of(mapping, header)) {
            case CsvPlan.Made(CsvPlan made) -> {
                plan = Optional.of(made);
                yield Optional.empty();
            }
            case CsvPlan.Refused(Violation violation) ->
                    Optional.of(new Row.BadRow(new Place(name(), header.line()), violation));
        };
    }

    @Override
    public long bytesRead() {
        return input.bytesRead();
    }

    @Override
    public OptionalLong bytesTotal() {
        return input.bytesTotal();
    }

    @Override
    public void close() {
        ended = true;
        try {
            iterator.close();
        } catch (IOException e) {
            throw Input.failed(name(), e);
        }
    }
}
