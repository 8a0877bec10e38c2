-- Times are milliseconds since 1970. Text that may be missing is empty, never NULL: the same
-- statements then mean the same on SQLite and PostgreSQL.

-- The inbox: what a forge told us, committed before it was answered, and our own notes to look again.
CREATE TABLE delivery (
    seq ${sequence},
    forge VARCHAR(20) NOT NULL,
    delivery_id VARCHAR(100) NOT NULL,
    content_key VARCHAR(600) NOT NULL,
    event_type VARCHAR(60) NOT NULL,
    lane VARCHAR(200) NOT NULL,
    session_hint VARCHAR(200) NOT NULL,
    headers TEXT NOT NULL,
    body BYTEA NOT NULL,
    received BIGINT NOT NULL,
    state VARCHAR(12) NOT NULL,
    attempts INTEGER NOT NULL,
    next_attempt BIGINT NOT NULL,
    reason TEXT NOT NULL,
    UNIQUE (forge, delivery_id)
);

CREATE INDEX delivery_by_lane ON delivery (state, lane, seq);

CREATE INDEX delivery_by_content ON delivery (content_key, received);

-- One lane per study: who works on it, until when. The fence grows with every lease.
CREATE TABLE lane (
    name VARCHAR(200) NOT NULL PRIMARY KEY,
    owner VARCHAR(60) NOT NULL,
    fence BIGINT NOT NULL,
    leased_until BIGINT NOT NULL
);

-- One row per dispatched run. Tickets are stored as SHA-256 only.
CREATE TABLE work (
    id ${sequence},
    study VARCHAR(200) NOT NULL,
    session VARCHAR(200) NOT NULL,
    source_commit VARCHAR(64) NOT NULL,
    source_tree VARCHAR(64) NOT NULL,
    branch_head VARCHAR(64) NOT NULL,
    dev_head VARCHAR(64) NOT NULL,
    cause VARCHAR(20) NOT NULL,
    attempt INTEGER NOT NULL,
    state VARCHAR(12) NOT NULL,
    outcome VARCHAR(20) NOT NULL,
    reason TEXT NOT NULL,
    ticket_hash VARCHAR(64) NOT NULL,
    run_id VARCHAR(40) NOT NULL,
    run_url TEXT NOT NULL,
    created BIGINT NOT NULL,
    updated BIGINT NOT NULL,
    not_before BIGINT NOT NULL
);

CREATE INDEX work_by_session ON work (study, session, id);

CREATE INDEX work_by_ticket ON work (ticket_hash);

CREATE INDEX work_by_state ON work (state, not_before);

-- A stage that showed the ticket from within its run, and the hash of the token for its report.
CREATE TABLE claim (
    work_id BIGINT NOT NULL,
    stage VARCHAR(40) NOT NULL,
    run_id VARCHAR(40) NOT NULL,
    report_hash VARCHAR(64) NOT NULL,
    claimed BIGINT NOT NULL,
    PRIMARY KEY (work_id, stage)
);

CREATE INDEX claim_by_report_token ON claim (report_hash);

CREATE TABLE report (
    work_id BIGINT NOT NULL,
    stage VARCHAR(40) NOT NULL,
    json TEXT NOT NULL,
    received BIGINT NOT NULL,
    PRIMARY KEY (work_id, stage)
);

-- The pictures of a report, kept apart because they are large and seldom read.
CREATE TABLE picture (
    work_id BIGINT NOT NULL,
    stage VARCHAR(40) NOT NULL,
    number INTEGER NOT NULL,
    caption TEXT NOT NULL,
    digest VARCHAR(64) NOT NULL,
    bytes BYTEA NOT NULL,
    PRIMARY KEY (work_id, stage, number)
);

-- The last state derived from the forge: the board shows it even while the forge is away.
CREATE TABLE session_state (
    study VARCHAR(200) NOT NULL,
    session VARCHAR(200) NOT NULL,
    standing VARCHAR(12) NOT NULL,
    since BIGINT NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (study, session)
);

CREATE TABLE session_event (
    id ${sequence},
    study VARCHAR(200) NOT NULL,
    session VARCHAR(200) NOT NULL,
    kind VARCHAR(40) NOT NULL,
    event_key VARCHAR(200) NOT NULL,
    at BIGINT NOT NULL,
    text TEXT NOT NULL,
    link TEXT NOT NULL,
    UNIQUE (study, session, kind, event_key)
);

-- What an intake says about the sessions in its spool.
CREATE TABLE intake_session (
    id VARCHAR(80) NOT NULL PRIMARY KEY,
    study VARCHAR(200) NOT NULL,
    session VARCHAR(200) NOT NULL,
    state VARCHAR(20) NOT NULL,
    objects BIGINT NOT NULL,
    series BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    reason TEXT NOT NULL,
    since BIGINT NOT NULL,
    updated BIGINT NOT NULL
);

CREATE INDEX intake_session_by_state ON intake_session (state, since);

-- Equal incidents are counted, so that a flood of bad requests stays one row.
CREATE TABLE incident (
    source VARCHAR(20) NOT NULL,
    kind VARCHAR(60) NOT NULL,
    message VARCHAR(500) NOT NULL,
    times BIGINT NOT NULL,
    first_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    PRIMARY KEY (source, kind, message)
);
