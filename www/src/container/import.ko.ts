// Containers that are imported, and a container's upper directory, in Korean.

import type { Dictionary } from "../ui/i18n.ts";
import type { en } from "./import.en.ts";

export const ko: Dictionary<typeof en> = {
  "import.button": "컨테이너 가져오기: docker export, overlay upper 디렉터리 또는 레이어 tar",
  "import.short": "가져오기…",
  "import.title":
    "tar 파일이 컨테이너의 읽기-쓰기 레이어가 됩니다. docker export, overlay2 upper 디렉터리, 레이어 tar를 읽습니다. 레이어 목록에 끌어다 놓아도 됩니다.",
  "import.drop": "놓으면 이미지의 컨테이너로 가져옵니다",
  "import.reading": (p) => `${p.file} 읽는 중`,
  "import.heading": (p) => `${p.file}의 컨테이너`,
  "import.kind": "종류",
  "import.kind.export": "docker export: 컨테이너의 모든 파일",
  "import.kind.upper": "overlay2 upper 디렉터리",
  "import.kind.layer": "레이어 하나",
  "import.place": "아래 레이어",
  "import.place.option": (p) => `${p.image}, 레이어 ${p.n === "1" ? "1" : `1–${p.n}`}`,
  "import.fit.export": (p) =>
    `이미지의 파일 ${p.of}개 중 ${p.equal}개가 같고 ${p.changed}개가 다르며 ${p.missing}개가 없습니다. ${p.added}개는 새 파일입니다.`,
  "import.fit.other": (p) =>
    `디렉터리와 화이트아웃 ${p.of}개 중 ${p.equal}개가 아래 레이어와 맞고 ${p.missing}개는 맞지 않습니다. 파일 ${p.already}개는 아래 레이어에 이미 있습니다.`,
  "import.none": "열려 있는 이미지 중 맞는 것이 없습니다. 그래도 가져오려면 아래 레이어를 선택하세요.",
  "import.again": "그 위에 가져오기",
  "import.did": (p) => `컨테이너 ${p.id}: ${p.file}(${p.kind}), ${p.named}의 레이어 ${p.n}개 위.`,
  "import.failed": (p) => `${p.file} 가져오기 실패: ${p.why}`,

  "upper.title": "파일로 본 레이어",
  "upper.form": "화이트아웃 형태",
  "upper.form.layer": "레이어 tar의 파일",
  "upper.form.overlay": "overlay2 디스크의 장치",
  "upper.says.layer":
    "docker commit과 docker save가 쓰는 형태입니다. 빈 파일 .wh.이름은 그 이름의 화이트아웃이고, .wh..wh..opq 파일은 자기 디렉터리를 불투명하게 만듭니다.",
  "upper.says.overlay":
    "엔진이 디스크에 저장하는 형태입니다. 문자 장치 0,0은 그 이름의 화이트아웃이고, trusted.overlay.opaque 속성은 디렉터리를 불투명하게 만듭니다.",
  "upper.none": "빈 레이어입니다.",
  "upper.range": (p) => `항목 ${p.n}개 중 ${p.from}–${p.to}, 내용 ${p.size}`,
  "upper.whiteout": "화이트아웃",
  "upper.opaque": "불투명",

  "container.field.createdBy": "만든 명령(히스토리에 남음)",
  "container.createdBy.text":
    "docker commit은 컨테이너를 시작한 명령을 여기에 씁니다. 대신 실제로 한 작업을 적어도 됩니다.",

  "shell.noFile": (p) => `내용이 있는 파일이 아닙니다: ${p.path}. “-”로 복사하면 tar로 저장합니다.`,
  "shell.choose": (p) => `${p.path}에 넣을 파일을 선택하세요.`,
};
