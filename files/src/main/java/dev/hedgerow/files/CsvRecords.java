package dev.hedgerow.files;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.RecordType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Collects the fields of one record at a time, with what was quoted and what was not UTF-8. */
final class CsvRecords extends CsvCallbackHandler<CsvRecords.Fields> {
    /** Stands for bytes that are not UTF-8: a code point that no text may contain. */
    static final String BROKEN = "\uFFFF";

    /** What an exception says about a record that is too long; also the library's own words. */
    static final String TOO_LONG = "maximum buffer size";

    static final String TOO_MANY_FIELDS = "too many fields";

    private long characters;
    private long line = 1;
    private List<String> fields = new ArrayList<>();
    private BitSet quoted = new BitSet();
    private RecordType recordType = RecordType.DATA;

    /** The line where the record that was read last, or is being read, begins. */
    long line() {
        return line;
    }

    @Override
    protected RecordType getRecordType() {
        return recordType;
    }

    @Override
    protected int getFieldCount() {
        return fields.size();
    }

    @Override
    protected void beginRecord(long startingLineNumber) {
        line = startingLineNumber;
        characters = 0;
        fields = new ArrayList<>();
        quoted = new BitSet();
        recordType = RecordType.DATA;
    }

    @Override
    protected void addField(char[] buffer, int offset, int length, boolean isQuoted) {
        characters += length + 1L;
        if (characters > Csv.MAX_RECORD_CHARACTERS) {
            throw new CsvParseException(TOO_LONG);
        }
        if (fields.size() == Csv.MAX_COLUMNS) {
            throw new CsvParseException(TOO_MANY_FIELDS);
        }
        quoted.set(fields.size(), isQuoted);
        fields.add(new String(buffer, offset, length));
    }

    @Override
    protected void setComment(char[] buffer, int offset, int length) {
        recordType = RecordType.COMMENT;
    }

    @Override
    protected void setEmpty() {
        recordType = RecordType.EMPTY;
    }

    @Override
    protected Fields buildRecord() {
        return new Fields(line, fields, quoted);
    }

    /**
     * A record.
     *
     * @param line where it begins
     * @param texts the fields without their quotes
     * @param quoted which fields were quoted
     */
    record Fields(long line, List<String> texts, BitSet quoted) {}
}
