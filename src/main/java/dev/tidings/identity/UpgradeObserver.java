package dev.tidings.identity;

/** The port through which refusals before the upgrade are observed. */
public interface UpgradeObserver {

    /** Reports a refused upgrade, with its reason as a short stable label. */
    void refused(int status, String reason);
}
