package dev.hedgerow.server.http;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.io.InputStream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MultiPartConfig;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** Reads the body of a Jetty request within the limits. */
final class RequestContent implements Call.Content {
    private static final int PARTS_MAX = 1000;
    private static final int FIELD_BYTES_MAX = 64 << 10;

    private final Request request;
    private final JsonBodies json;
    private final Front.Settings settings;

    RequestContent(Request request, JsonBodies json, Front.Settings settings) {
        this.request = request;
        this.json = json;
        this.settings = settings;
    }

    @Override
    public boolean present() {
        return request.getLength() > 0
                || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    }

    @Override
    public <T> T json(Class<T> type) {
        long bytesMax = settings.limits().bodyBytesMax();
        return json.read(limited(bytesMax), type);
    }

    @Override
    public InputStream stream() {
        return limited(settings.limits().uploadBytesMax());
    }

    private InputStream limited(long bytesMax) {
        if (request.getLength() > bytesMax) {
            throw Body.tooLarge(bytesMax);
        }
        return new Body(Content.Source.asInputStream(request), bytesMax);
    }

    @Override
    public Form form(String filePart) {
        long bytesMax = settings.limits().uploadBytesMax();
        if (request.getLength() > bytesMax) {
            throw Body.tooLarge(bytesMax);
        }
        String type = String.valueOf(request.getHeaders().get(HttpHeader.CONTENT_TYPE));
        MultiPartConfig config =
                new MultiPartConfig.Builder()
                        .location(settings.folder())
                        .maxParts(PARTS_MAX)
                        .maxSize(bytesMax)
                        .maxPartSize(bytesMax)
                        .maxMemoryPartSize(FIELD_BYTES_MAX)
                        .useFilesForPartsWithoutFileName(false)
                        .build();
        try {
            return Form.of(MultiPartFormData.getParts(request, request, type, config), filePart);
        } catch (HedgerowException e) {
            throw e;
        } catch (RuntimeException e) {
            throw HedgerowException.causedBy(
                    e, Failure.INVALID_REQUEST, "The form cannot be read: %s".formatted(reason(e)));
        }
    }

    private static String reason(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
