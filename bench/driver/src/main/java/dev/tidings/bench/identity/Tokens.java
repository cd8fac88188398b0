package dev.tidings.bench.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.bench.machine.Tool;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;

/** The tokens of all users, minted before they are wanted: signing costs more than what is measured. */
public final class Tokens {
    private final Issuer issuer;
    private final Map<String, List<String>> minted = new HashMap<>();

    public Tokens(Issuer issuer) {
        this.issuer = issuer;
    }

    /** Of the users from {@code first} on; another {@code edition} is other tokens of the same users. */
    public List<String> of(Algorithm algorithm, String edition, int first, int users) {
        return minted.computeIfAbsent(
                algorithm + " " + edition + " " + first + " " + users, name -> mint(algorithm, first, users));
    }

    private List<String> mint(Algorithm algorithm, int first, int users) {
        String key = issuer.key(algorithm).toJson(OutputControlLevel.INCLUDE_PRIVATE);
        return Tool.run(
                        key.getBytes(UTF_8),
                        Tool.ofJdk("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        MintMain.class.getName(),
                        issuer.url(),
                        Integer.toString(first),
                        Integer.toString(users))
                .lines()
                // A JVM may have something to say itself.
                .filter(line -> line.startsWith("ey"))
                .toList();
    }
}
