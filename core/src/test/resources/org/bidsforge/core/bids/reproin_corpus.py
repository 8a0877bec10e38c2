# Copyright BIDSforge contributors
# SPDX-License-Identifier: Apache-2.0
"""Asks heudiconv's own reproin heuristic what it makes of scanner names, and prints the table of facts that
ReproinCorpusTest holds our reading against. Each group is a session of its own.

    python3 -m venv /tmp/heudiconv && /tmp/heudiconv/bin/pip install heudiconv==1.5.0
    NO_ET=1 /tmp/heudiconv/bin/python reproin_corpus.py > reproin-corpus.tsv
"""
import itertools
import logging
import os
import tempfile

os.environ["NO_ET"] = "1"
logging.disable(logging.CRITICAL)
from heudiconv.heuristics import reproin  # noqa: E402
from heudiconv.utils import SeqInfo  # noqa: E402

M = ("ORIGINAL", "PRIMARY", "M", "ND")
P = ("ORIGINAL", "PRIMARY", "P", "ND")
D = ("ORIGINAL", "PRIMARY", "DIFFUSION", "NONE")
MOCO = ("ORIGINAL", "PRIMARY", "M", "MOCO")
DERIVED = ("DERIVED", "PRIMARY", "M", "ND")
MIP = ("DERIVED", "PRIMARY", "MIP_SAG", "ND")
FMRI = ("ORIGINAL", "PRIMARY", "FMRI", "NONE")
SHORT = ("ORIGINAL", "PRIMARY")


def seqinfo(number, protocol, description, image_type):
    values = dict.fromkeys(SeqInfo._fields, "")
    values.update(
        total_files_till_now=number, series_id="%d-%s" % (number, protocol), series_files=1, dim1=64, dim2=64,
        dim3=30, dim4=10, TR=2.0, TE=30.0, protocol_name=protocol, series_description=description,
        is_motion_corrected="MOCO" in image_type, is_derived="DERIVED" in image_type, patient_id="p1",
        study_description="Lab^Study", image_type=image_type, date="19010203", time="101112", custom=None)
    return SeqInfo(**values)


def ask(group):
    infos = [seqinfo(i + 1, *case) for i, case in enumerate(group)]
    try:
        with tempfile.TemporaryDirectory() as out:
            session = reproin.infotoids(infos, out)["session"] or "-"
    except Exception as problem:
        session = "error " + type(problem).__name__
    try:
        keys = reproin.infotodict(list(infos))
    except Exception as problem:
        return session, ["error " + type(problem).__name__] * len(group)
    answers = {}
    for (template, outtypes, _), series in keys.items():
        name = template.replace("{bids_subject_session_dir}/", "").replace("{bids_subject_session_prefix}_", "")
        answers[series[0]] = name if "nii.gz" in outtypes else "dicom " + name
    return session, [answers.get(info.series_id, "skipped") for info in infos]


def singles():
    for datatype, suffix in itertools.product(("func", "anat", "dwi", "fmap", "behav", "perf", "pet"), ("", "-bold", "-T1w", "-epi")):
        yield datatype + suffix, M
    for suffix in ("T2w", "FLAIR", "T2starw", "PDw", "inplaneT2", "scout", "MEGRE", "angio", "defacemask", "T1map"):
        yield "anat-" + suffix, M
    for name in ("func-sbref_task-a", "func-cbv_task-a", "func-phase_task-a", "dwi-sbref_dir-AP", "fmap-phasediff", "fmap-magnitude",
                 "fmap-fieldmap", "fmap-phase1", "fmap-epi_dir-PA_acq-x", "beh_task-a", "asl", "localizer", "ep2d_bold", "T1w", ""):
        yield name, M
    labels = ("rest", "Faces1", "a-b", "a(b)", "x.y", "n@back!", "a,b", "a:b", "a;b", "a&b", "a+b", "a=b", "a b", "Ünicode", "")
    for label in labels:
        yield "func_task-" + label, M
        yield "anat-T1w_acq-" + label, M
    for key in ("ses", "run", "dir", "rec", "echo", "inv", "ce", "recording", "mt", "part", "flip", "desc", "foo"):
        yield "func_task-a_%s-1" % key, M
    for run in ("1", "2", "02", "10", "123", "+", "=", "a", "1a", "", "0"):
        yield "func_task-a_run-" + run, M
        yield "func_task-a_run" + run, M
    for ses in ("01", "pre", "a-b", "DATE", "{date}", "+", "=", "pre+", "A_B"):
        yield "anat-T1w_ses-" + ses, M
    yield "anat-T1w_ses+", M
    yield "anat-T1w_ses=", M
    for before in ("WIP ", "WIP  ", "PU:", "ABC:", "abc:", "A1:", "PU:WIP ", "WIP PU:", " ", "bids_", "bids_bids_", "_", "1-"):
        yield before + "func-bold_task-rest", M
    for after in ("__", "__free text", "__run-1", "_", "__a__b", " ", "_pace_x", "_noise", "_acq-x_acq-y", "_desc-a_space-b", "_run-1_run-2"):
        yield "func_task-rest" + after, M
    for fixed in ("anat_T1w", "anat_T1w_acq-x", "hardi_64", "hardi_64_dir-AP", "AAHead_Scout", "AAHead_Scout_32ch", "scout", "scout_run+",
                  "scout_acq-x", "Scout", "anat_T2w", "anat", "anat_acq-x", "func_bold_task-a", "dwi_64dir", "dwi", "fmap_dir-AP"):
        yield fixed, M
    for kind in (M, P, D, MOCO, DERIVED, FMRI, SHORT):
        for name in ("func_task-a", "func-bold_task-a", "dwi_dir-AP", "anat-T1w"):
            yield name, kind
    for kind in (M, P, D):
        for name in ("fmap", "fmap_acq-4mm", "fmap_dir-AP", "fmap-epi_dir-AP", "fmap-magnitude1", "fmap-phasediff_run-1"):
            yield name, kind
    for kind in (MOCO, MIP):
        for name in ("func_task-a_rec-b", "anat-angio_acq-b", "anat-angio", "anat-T1w_rec-norm"):
            yield name, kind
    for name in ("func_acq-z_task-a_dir-b_rec-c_run-1", "func_run-1_dir-b_rec-c_acq-z_task-a", "func_echo-2_task-a", "func_task-a_echo-2_run-3",
                 "anat-T1w_inv-1_acq-x", "dwi_acq-b1000_dir-AP_run-01", "anat-T1w_run-1_ses-02", "func_ses-01_task-rest_acq-mb4_run-02_dir-AP__x",
                 "func-bold_task-rest_acq-1mm_dir-AP_run+", "fmap-epi_acq-func_dir-PA_run=", "func_task-{date}", "func_task-{nothing}"):
        yield name, M


def groups():
    seen = set()
    for name, kind in singles():
        if (name, kind) not in seen:
            seen.add((name, kind))
            yield [(name, name, kind)]
    for protocol, description, kind in (
            ("ep2d_x", "func_task-a", M), ("func_task-a", "func_task-a_SBRef", M), ("func-bold_task-a", "x_SBRef", M),
            ("dwi_dir-AP", "dwi_dir-AP_SBRef", M), ("anat-T1w_vNav", "anat-T1w_vNav_setter", M), ("anat-T1w", "anat-T1w_ND", M),
            ("anat-T1w", "loc_Scout", M), ("func_task-a", "MoCoSeries", MOCO), ("dwi_dir-AP", "dwi_dir-AP_ADC", ("DERIVED", "PRIMARY", "DIFFUSION", "ADC")),
            ("junk", "junk_SBRef", M), ("", "anat-T1w", M), ("junk", "WIP anat-T2w", M)):
        yield [(protocol, description, kind)]
    f = "func_task-a_run"
    b = "fmap_acq-b_run"
    for names in (
            [(f + "+", M), (f + "+", M)], [(f + "+", M), (f + "=", M)], [(f + "=", M), (f + "+", M)], [(f + "-1", M), (f + "-1", M)],
            [(f + "-1", M), (f + "-1", M), (f + "-1", M)], [(f + "-2", M), (f + "+", M)], [(f + "+", M), (f + "-5", M), (f + "+", M)],
            [(b + "+", M), (b + "+", P)], [(b + "+", M), (b + "+", P), (b + "+", M), (b + "+", P)], [(b + "+", P)],
            [("anat-T1w", M), ("anat-T1w", M)], [("func_task-a_run+", M), ("func_task-b_run+", M)], [("anat-T1w_run+", M), ("func_task-b_run+", M)],
            [("anat-T1w_ses-1", M), ("func_task-a", M)], [("anat-T1w_ses-1", M), ("func_task-a_ses-2", M)], [("anat-T1w_ses+", M), ("func_task-a_ses=", M)],
            [("anat-T1w_ses-1", M), ("func_task-a_ses+", M)], [("anat-T1w_ses-1", M), ("func_task-a_ses-2", DERIVED)],
            [("anat-scout", M), ("anat-T1w", M)], [("func_task-a_run-2", M), ("func_task-a_run-1", M)]):
        yield [(name, name, kind) for name, kind in names]


print("group\tprotocol_name\tseries_description\timage_type\tsession\tname")
for number, group in enumerate(groups(), 1):
    session, names = ask(group)
    for (protocol, description, kind), name in zip(group, names):
        print(number, protocol, description, "\\".join(kind), session, name, sep="\t")
