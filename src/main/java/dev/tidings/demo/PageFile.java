package dev.tidings.demo;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/** A file of the page, held in memory. */
record PageFile(String path, String type, Buffer content, String etag) {
    private static final List<String> NAMES = List.of(
            "index.html",
            "page.css",
            "favicon.svg",
            "tidings.js",
            "page.js",
            "account.js",
            "clock.js",
            "compose.js",
            "dom.js",
            "feed.js",
            "inbox.js",
            "items.js",
            "status.js");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    static List<PageFile> all() {
        return NAMES.stream().map(PageFile::read).toList();
    }

    private static PageFile read(String name) {
        try (InputStream file = PageFile.class.getResourceAsStream("/demo/" + name)) {
            if (file == null) {
                throw new IllegalStateException("demo/" + name + ": not on the class path (expected: there)");
            }
            return of(name, file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PageFile of(String name, byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        String path = name.equals("index.html") ? "/" : "/" + name;
        String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
        return new PageFile(path, type, Buffer.buffer(bytes), "\"" + Long.toHexString(sum.getValue()) + "\"");
    }
}
