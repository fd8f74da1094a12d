package dev.hedgerow.server.http;

import java.util.List;

/**
 * A method and a path, and who answers.
 *
 * @param path segments separated by {@code /}; one in braces stands for any text
 */
public record Route(String method, String path, Handler handler) {
    public static Route get(String path, Handler handler) {
        return new Route("GET", path, handler);
    }

    public static Route post(String path, Handler handler) {
        return new Route("POST", path, handler);
    }

    public static Route delete(String path, Handler handler) {
        return new Route("DELETE", path, handler);
    }

    List<String> segments() {
        return Routes.split(path);
    }
}
