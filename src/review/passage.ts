/** Where a person finds something in a file or a field, in words: 第 3 页, 工作表“名单”!C12, 批注 2. */
export interface Place {
  zh: string;
  en: string;
}

/** A piece of text of a file or a field, with the place where it stands. */
export interface Passage {
  place: Place;
  text: string;
  /** Whether somebody who opens the file in the usual way sees it. */
  isHidden: boolean;
}

/** Content that a reader does not see and a careful searcher finds: comments, tracked changes, hidden sheets, GPS. */
export interface HiddenContent {
  code: string;
  place: Place;
  why: Place;
}

/** What a program could read of a file. Nothing readable is a finding for a person, never a pass. */
export interface Extraction {
  passages: Passage[];
  hidden: HiddenContent[];
  /** False when a reader sees something and no text came out of it: a scan, a picture, a video, an unknown format. */
  isReadable: boolean;
}
