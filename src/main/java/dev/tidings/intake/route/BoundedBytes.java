package dev.tidings.intake.route;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Collects bytes up to a limit. */
final class BoundedBytes extends OutputStream {
    private final int max;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);

    BoundedBytes(int max) {
        this.max = max;
    }

    /** The limit is exceeded. */
    static final class FullException extends IOException {
        private static final long serialVersionUID = 1;
    }

    @Override
    public void write(int b) throws IOException {
        requireRoom(1);
        bytes.write(b);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        requireRoom(length);
        bytes.write(from, offset, length);
    }

    private void requireRoom(int length) throws FullException {
        if (length > max - bytes.size()) {
            throw new FullException();
        }
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }
}
