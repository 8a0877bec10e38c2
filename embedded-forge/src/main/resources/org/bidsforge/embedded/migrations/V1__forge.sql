create table account (
  id integer primary key autoincrement,
  name text not null unique collate nocase,
  organization integer not null,
  full_name text not null,
  email text not null,
  description text not null,
  visibility text not null,
  created integer not null
);

-- Only hashes: who reads this file cannot act with what it holds.
create table token (
  id integer primary key autoincrement,
  account_id integer not null references account(id),
  name text not null,
  hash text not null unique,
  last_eight text not null,
  scopes text not null,
  job_id integer,
  created integer not null
);
create unique index token_name on token(account_id, name);

create table sign_in_code (
  hash text primary key,
  account_id integer not null references account(id),
  path text not null,
  expires integer not null
);

create table web_session (
  hash text primary key,
  account_id integer not null references account(id),
  form_token text not null,
  expires integer not null
);

create table repository (
  id integer primary key autoincrement,
  owner_id integer not null references account(id),
  name text not null collate nocase,
  description text not null,
  private integer not null,
  default_branch text not null,
  settings text not null,
  created integer not null,
  updated integer not null,
  unique (owner_id, name)
);

-- The branches and tags as the forge has told them to hooks, merge requests and workflows. What differs from the bare
-- repository has still to be told, also after a crash.
create table announced_ref (
  repository_id integer not null references repository(id),
  name text not null,
  sha text not null,
  primary key (repository_id, name)
) without rowid;

create table branch_protection (
  id integer primary key autoincrement,
  repository_id integer not null references repository(id),
  rule_name text not null,
  rule text not null,
  created integer not null,
  updated integer not null,
  unique (repository_id, rule_name)
);

create table pull (
  id integer primary key autoincrement,
  repository_id integer not null references repository(id),
  number integer not null,
  author_id integer not null references account(id),
  title text not null,
  body text not null,
  state text not null,
  head text not null,
  base text not null,
  head_sha text not null,
  base_sha text not null,
  merge_sha text,
  merged_by integer,
  merged_at integer,
  closed_at integer,
  created integer not null,
  updated integer not null,
  unique (repository_id, number)
);
create index pull_branches on pull(repository_id, state, head);

create table comment (
  id integer primary key autoincrement,
  pull_id integer not null references pull(id),
  author_id integer not null references account(id),
  body text not null,
  created integer not null,
  updated integer not null
);

create table attachment (
  id integer primary key autoincrement,
  uuid text not null unique,
  pull_id integer not null references pull(id),
  comment_id integer references comment(id),
  name text not null,
  size integer not null,
  created integer not null
);

create table commit_status (
  id integer primary key autoincrement,
  repository_id integer not null references repository(id),
  sha text not null,
  context text not null,
  state text not null,
  description text not null,
  target_url text not null,
  creator_id integer,
  created integer not null
);
create index commit_status_sha on commit_status(repository_id, sha);

create table hook (
  id integer primary key autoincrement,
  repository_id integer not null references repository(id),
  url text not null,
  content_type text not null,
  secret text not null,
  events text not null,
  branch_filter text not null,
  authorization_header text not null,
  active integer not null,
  created integer not null,
  updated integer not null
);

-- Rows leave when their one attempt was made.
create table delivery (
  id integer primary key autoincrement,
  hook_id integer not null references hook(id) on delete cascade,
  uuid text not null,
  event text not null,
  event_type text not null,
  body text not null
);

create table run (
  id integer primary key autoincrement,
  repository_id integer not null references repository(id),
  number integer not null,
  file text not null,
  workflow text not null,
  source text not null,
  title text not null,
  event text not null,
  ref text not null,
  sha text not null,
  inputs text not null,
  payload text not null,
  actor_id integer not null references account(id),
  status text not null,
  conclusion text not null,
  problem text not null,
  created integer not null,
  started integer not null,
  completed integer not null,
  unique (repository_id, number)
);
create index run_sha on run(repository_id, sha);

create table job (
  id integer primary key autoincrement,
  run_id integer not null references run(id),
  key text not null,
  name text not null,
  labels text not null,
  needs text not null,
  status text not null,
  conclusion text not null,
  cancelled integer not null,
  steps text not null,
  pid integer not null,
  pid_started integer not null,
  tracking text not null,
  created integer not null,
  started integer not null,
  completed integer not null,
  unique (run_id, key)
);
create index job_status on job(status);
