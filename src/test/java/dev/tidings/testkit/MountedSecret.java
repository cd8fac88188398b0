package dev.tidings.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** A Secret as the kubelet mounts it: links into a folder that is exchanged as a whole. */
public final class MountedSecret {
    private final Path folder;
    private int version;

    public MountedSecret(Path folder) {
        this.folder = folder;
    }

    public Path folder() {
        return folder;
    }

    /** From now on these are its files; whoever reads sees all of the old ones or all of the new ones. */
    public MountedSecret write(Map<String, String> files) {
        try {
            Path data = Files.createDirectories(folder.resolve("..version-" + ++version));
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(data.resolve(file.getKey()), file.getValue());
            }
            Path next = folder.resolve("..data-next");
            Files.createSymbolicLink(next, data.getFileName());
            Files.move(next, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
            for (String name : files.keySet()) {
                link(name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    private void link(String name) throws IOException {
        Path link = folder.resolve(name);
        if (!Files.isSymbolicLink(link)) {
            Files.createSymbolicLink(link, Path.of("..data", name));
        }
    }
}
