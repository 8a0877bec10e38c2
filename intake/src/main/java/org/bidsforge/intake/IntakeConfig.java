// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake;

import java.time.Duration;
import java.util.Optional;
import org.bidsforge.core.config.Environment;
import org.bidsforge.core.config.Home;
import org.bidsforge.core.config.Variable;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.dicom.net.StorageServerConfig;
import org.bidsforge.store.StoreCredentials;
import org.bidsforge.store.StoreLocation;

/** The intake's settings. */
record IntakeConfig(
        Home home,
        StorageServerConfig dicom,
        Duration close,
        Optional<StudyName> defaultStudy,
        long reserve,
        StoreLocation store,
        StoreCredentials login) {
    static IntakeConfig of(Environment environment) {
        return new IntakeConfig(
                environment.home(),
                StorageServerConfig.of(
                        environment.require(Variable.BIDSFORGE_DICOM_HOST),
                        environment.port(Variable.BIDSFORGE_DICOM_PORT),
                        environment.require(Variable.BIDSFORGE_AE_TITLE)),
                environment.seconds(Variable.BIDSFORGE_CLOSE_SECONDS),
                environment.find(Variable.BIDSFORGE_DEFAULT_STUDY).map(StudyName::parse),
                environment.size(Variable.BIDSFORGE_SPOOL_RESERVE).bytes(),
                StoreLocation.parse(environment.require(Variable.BIDSFORGE_STORE_URL)),
                StoreCredentials.of(environment));
    }
}
