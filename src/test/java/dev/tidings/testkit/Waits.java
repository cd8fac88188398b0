package dev.tidings.testkit;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** How tests wait where they do not say: they look often, and are patient with a busy machine. */
public final class Waits implements BeforeAllCallback {
    private static final Duration LOOK = Duration.ofMillis(40);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(LOOK);
        Awaitility.setDefaultTimeout(PATIENCE);
    }
}
