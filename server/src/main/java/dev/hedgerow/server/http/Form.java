package dev.hedgerow.server.http;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;

/** A multipart form: its fields, and its files, which are kept on disk until it is closed. */
public final class Form implements AutoCloseable {
    private final MultiPartFormData.Parts parts;
    private final Map<String, List<String>> fields = new LinkedHashMap<>();
    private final Map<String, File> files = new LinkedHashMap<>();

    private Form(MultiPartFormData.Parts parts) {
        this.parts = parts;
    }

    /** Takes the parts over; files are those named {@code filePart}. */
    static Form of(MultiPartFormData.Parts parts, String filePart) {
        Form form = new Form(parts);
        try {
            parts.forEach(part -> form.add(part, filePart));
            return form;
        } catch (RuntimeException e) {
            form.close();
            throw e;
        }
    }

    private void add(MultiPart.Part part, String filePart) {
        String name = part.getName();
        String file = part.getFileName();
        if (filePart.equals(name)) {
            if (file == null || file.isEmpty()) {
                throw Call.invalid("A part '%s' of the form has no file name".formatted(name));
            }
            if (files.put(file, new File(file, part.getLength(), part)) != null) {
                throw Call.invalid("The form has two files named '%s'".formatted(file));
            }
        } else if (name != null) {
            fields.computeIfAbsent(name, _ -> new ArrayList<>())
                    .add(part.getContentAsString(StandardCharsets.UTF_8));
        }
    }

    /** The names of the fields there are. */
    public Set<String> names() {
        return new LinkedHashSet<>(fields.keySet());
    }

    /** Every value of a field, in order. */
    public List<String> fields(String name) {
        return fields.getOrDefault(name, List.of());
    }

    /** The value of a field that may be given once. */
    public Optional<String> field(String name) {
        List<String> all = fields(name);
        if (all.size() > 1) {
            throw Call.invalid(
                    "The field '%s' of the form is given more than once".formatted(name));
        }
        return all.stream().findFirst();
    }

    /** The files by the name the sender gave. */
    public Map<String, File> files() {
        return new LinkedHashMap<>(files);
    }

    @Override
    public void close() {
        parts.close();
    }

    /** A file of the form. */
    public static final class File {
        private final String name;
        private final long bytes;
        private final MultiPart.Part part;

        File(String name, long bytes, MultiPart.Part part) {
            this.name = name;
            this.bytes = bytes;
            this.part = part;
        }

        public String name() {
            return name;
        }

        public long bytes() {
            return bytes;
        }

        /** Its content from the beginning. */
        public InputStream open() {
            return Content.Source.asInputStream(part.createContentSource());
        }
    }
}
