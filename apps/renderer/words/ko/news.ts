import type { news as english } from '../en/news.ts';
import type { Translated } from '../translated.ts';

/** 업데이트 뒤에 새로워진 것. */
export const news: Translated<typeof english> = {
  title: '새로운 기능',
  updated: '{{version}} 버전으로 업데이트했습니다.',
  dismiss: '다시 표시하지 않음',
  version: '버전 {{version}}',
  running: '지금 버전은 {{version}}입니다.',
  keywords: '릴리스 노트 변경 사항 버전 업데이트',
};
